using KubeEmulator.Objects;
using KubeEmulator.Server.Content;
using KubeEmulator.Server.Requests;

namespace KubeEmulator.Server.Tests.Content;

public class NegotiationTests
{
    [Theory]
    [InlineData("application/*", "Json", "None", "v1")]
    [InlineData(null, "Json", "None", "v1")]
    [InlineData("*/*", "Json", "None", "v1")]
    [InlineData("application/yaml", "Yaml", "None", "v1")]
    [InlineData("application/json;q=0.1,application/yaml", "Yaml", "None", "v1")]
    [InlineData("application/vnd.kubernetes.protobuf,application/json", "Json", "None", "v1")]
    [InlineData("application/cbor,application/json", "Json", "None", "v1")]
    [InlineData("application/json;as=Table;v=v1;g=meta.k8s.io,application/json", "Json", "Table", "v1")]
    [InlineData("application/json;as=Table;v=v9;g=meta.k8s.io,application/json", "Json", "None", "v1")]
    [InlineData("application/json;as=Table;v=v1beta1;g=meta.k8s.io", "Json", "Table", "v1beta1")]
    [InlineData("application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io", "Json", "PartialObjectMetadataList", "v1")]
    [InlineData("application/json;stream=watch", "Json", "None", "v1")]
    public void Agree_AcceptHeader_TakesTheFirstThatIsServed(string? accept, string format, string transform, string version)
    {
        var agreed = Negotiation.Agree(accept, QueryValues.Empty, null);

        Assert.Equal((format, transform, version), (agreed.Format.ToString(), agreed.Transform.ToString(), agreed.TransformVersion));
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/vnd.kubernetes.protobuf")]
    [InlineData("application/json;as=Table;v=v9;g=meta.k8s.io")]
    [InlineData("application/json;stream=other")]
    public void Agree_NothingServed_Is406(string accept)
    {
        var refused = Assert.Throws<ApiException>(() => Negotiation.Agree(accept, QueryValues.Empty, null));

        Assert.Equal(406, refused.Code);
        Assert.Equal("only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf", refused.Message);
    }

    [Theory]
    [InlineData("", "curl/8", true)]
    [InlineData("pretty=false", "curl/8", false)]
    [InlineData("pretty=true", "kubectl", true)]
    [InlineData("pretty=yes", "curl/8", false)]
    [InlineData("", "kubectl", false)]
    public void Agree_Pretty_ForPeopleUnlessTold(string query, string agent, bool expected) =>
        Assert.Equal(expected, Negotiation.Agree("application/json", QueryValues.Parse(query), agent).Pretty);

    [Theory]
    [InlineData("plain", "299 - \"plain\"")]
    [InlineData("unknown field \"spec\"", "299 - \"unknown field \\\"spec\\\"\"")]
    [InlineData("a\\b\nc", "299 - \"a\\\\bc\"")]
    public void WarningHeader_IsQuoted(string warning, string expected) => Assert.Equal(expected, WarningHeaders.Header(warning));
}
