using System.Text;
using System.Text.Json;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Values;

public sealed class WrittenMapsTests
{
    private const string Text = """{"a":[{"fieldsV1":{"f:spec":{"k:{\"name\":\"wéb\"}":{".":{}}}},"subresource":"status"},{"fieldsV1":{}},{"time":"t","fieldsV1":{"f:x":{}}},{"fieldsV1":7}],"b":1}""";

    [Fact]
    public void WriteTo_AgainAndAgain_GivesTheSameBytes()
    {
        var document = Value.Parse(Text);

        Assert.All(Enumerable.Range(0, 5), _ => Assert.Equal(Text, document.ToString()));
    }

    [Fact]
    public void WriteTo_SharedByDocuments_IsWrittenIntoEach()
    {
        var fields = (MapValue)Value.Parse("""{"f:metadata":{"f:labels":{}}}""");
        var texts = Enumerable.Range(0, 4).Select(i => MapValue.Of(("fieldsV1", fields), ("n", i)).ToString());

        Assert.Equal(Enumerable.Range(0, 4).Select(i => """{"fieldsV1":{"f:metadata":{"f:labels":{}}},"n":#}""".Replace("#", $"{i}", StringComparison.Ordinal)), texts);
    }

    [Fact]
    public void WriteTo_Edited_IsNotTheBytesFromBefore()
    {
        var document = (MapValue)Value.Parse("""{"fieldsV1":{"f:a":{}}}""");
        _ = (document.ToString(), document.ToString(), document.ToString());

        Assert.Equal("""{"fieldsV1":{"f:a":{},"f:b":{}}}""", document.With("fieldsV1", document.Map("fieldsV1")!.With("f:b", MapValue.Empty)).ToString());
    }

    [Fact]
    public void WriteTo_Indented_StaysIndented()
    {
        var document = Value.Parse("""{"fieldsV1":{"f:a":{"f:b":{}}}}""");
        _ = (document.ToString(), document.ToString(), document.ToString());
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            document.WriteTo(writer);
        }

        Assert.Equal("{\n  \"fieldsV1\": {\n    \"f:a\": {\n      \"f:b\": {}\n    }\n  }\n}", Encoding.UTF8.GetString(bytes.ToArray()));
    }

    [Fact]
    public void WriteTo_TooLongToBeKept_IsWrittenWhole()
    {
        var fields = MapValue.Of([.. Enumerable.Range(0, 2000).Select(i => ($"f:{i}", (Value)MapValue.Empty))]);
        var document = MapValue.Of(("fieldsV1", fields));
        var plain = $"{{\"fieldsV1\":{fields}}}";

        Assert.All(Enumerable.Range(0, 4), _ => Assert.Equal(plain, document.ToString()));
    }
}
