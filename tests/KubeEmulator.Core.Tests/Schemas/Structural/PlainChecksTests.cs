using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Schemas;

public sealed class PlainChecksTests
{
    [Theory]
    [InlineData("""{"name":"a","namespace":"b"}""", true)]
    [InlineData("""{"annotations":{"a":"1"},"creationTimestamp":"2026-01-02T03:04:05Z","finalizers":["x/y"],"generation":1,"labels":{"a":"1","b":""},"name":"a"}""", true)]
    [InlineData("""{"managedFields":[{"apiVersion":"g/v1","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{".":{},"f:a":{}}},"manager":"m","operation":"Update","time":"2026-01-02T03:04:05Z"}],"name":"a"}""", true)]
    [InlineData("""{"namespace":"b","name":"a"}""", false)]
    [InlineData("""{"name":""}""", false)]
    [InlineData("""{"name":null}""", false)]
    [InlineData("""{"name":1}""", false)]
    [InlineData("""{"generation":0}""", false)]
    [InlineData("""{"generation":1.5}""", false)]
    [InlineData("""{"labels":{}}""", false)]
    [InlineData("""{"labels":{"b":"1","a":"2"}}""", false)]
    [InlineData("""{"labels":{"a":1}}""", false)]
    [InlineData("""{"finalizers":[]}""", false)]
    [InlineData("""{"creationTimestamp":"2026-01-02T03:04:05.123Z"}""", false)]
    [InlineData("""{"creationTimestamp":"2026-13-02T03:04:05Z"}""", false)]
    [InlineData("""{"managedFields":[{"operation":"Update","apiVersion":"g/v1"}]}""", false)]
    [InlineData("""{"managedFields":[{"fieldsV1":{"f:b":{},"f:a":{}}}]}""", false)]
    [InlineData("""{"bogus":"1"}""", false)]
    public void Metadata_PlainlyInItsForm_IsNotDecoded(string text, bool expected)
    {
        var metadata = (MapValue)Value.Parse(text);

        Assert.Equal(expected, PlainMetadata.IsCertain(metadata));
        if (expected)
        {
            var decoded = UnstructuredForm.Of(TypedDecoder.Decode(metadata, BuiltInSchemas.ObjectMeta).Document);
            Assert.Equal(text, decoded.ToString());
            Assert.Same(metadata, ObjectMetaDecoding.Decode(metadata, false).Document);
        }
    }

    [Theory]
    [InlineData("""{"s":["a","b"],"m":[{"k":1,"v":1},{"k":2,"v":1}]}""", true)]
    [InlineData("""{"s":["a","a"]}""", false)]
    [InlineData("""{"m":[{"k":1,"v":1},{"k":1,"v":2}]}""", false)]
    [InlineData("""{"m":[{"v":1},{"v":2}]}""", false)]
    [InlineData("""{"m":[1]}""", false)]
    [InlineData("""{"o":{"x":{"s":["a","a"]}}}""", false)]
    [InlineData("""{"plain":["a","a"]}""", true)]
    public void Lists_PlainlyUnique_AreNotLookedInto(string text, bool expected)
    {
        var schema = StructuralSchema.From((MapValue)Value.Parse("""
            {"type":"object","properties":{"plain":{"type":"array","items":{"type":"string"}},"s":{"type":"array","x-kubernetes-list-type":"set","items":{"type":"string"}},
             "m":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["k"],"items":{"type":"object","properties":{"k":{"type":"integer"},"v":{"type":"integer"}}}},
             "o":{"type":"object","additionalProperties":{"type":"object","properties":{"s":{"type":"array","x-kubernetes-list-type":"set","items":{"type":"string"}}}}}}}
            """));

        Assert.Equal(expected, PlainUniqueness.IsCertain(Value.Parse(text), schema));
    }
}
