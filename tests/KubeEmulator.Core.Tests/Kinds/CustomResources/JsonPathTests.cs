using KubeEmulator.Kinds;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Kinds.CustomResources;

public sealed class JsonPathTests
{
    private static readonly Value Document = YamlText.Parse("""
        spec: {size: 3, a.b: dotted, items: [u, v, w]}
        status:
          conditions:
          - {type: Ready, status: "True"}
          - {type: Other, status: "False"}
        """);

    [Theory]
    [InlineData(".spec.size", "3")]
    [InlineData(".spec.a\\.b", "\"dotted\"")]
    [InlineData(".spec['a.b']", "\"dotted\"")]
    [InlineData(".spec.items[1]", "\"v\"")]
    [InlineData(".spec.items[-1]", "\"w\"")]
    [InlineData(".spec.items[0:2]", "\"u\",\"v\"")]
    [InlineData(".spec.items[*]", "\"u\",\"v\",\"w\"")]
    [InlineData(".status.conditions[?(@.type==\"Ready\")].status", "\"True\"")]
    [InlineData(".status.conditions[?(@.type!='Ready')].status", "\"False\"")]
    [InlineData("..type", "\"Ready\",\"Other\"")]
    [InlineData(".spec.nosuch.deeper", "")]
    public void Path_FindsWhatClientGoFinds(string path, string expected) =>
        Assert.Equal(expected, string.Join(',', JsonPath.Parse(path).Find(Document).Select(v => v.ToString())));
}
