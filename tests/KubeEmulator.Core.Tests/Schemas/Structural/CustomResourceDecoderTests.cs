using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Schemas;

public sealed class CustomResourceDecoderTests
{
    [Theory]
    [InlineData("""{"a":{"type":"string"}}""", """{"a":"x","b":1}""", """{"a":"x"}""", "spec.b")]
    [InlineData("""{"l":{"type":"array","items":{"type":"object","properties":{"a":{"type":"integer"}}}}}""", """{"l":[{"a":1,"b":{"c":1}}]}""", """{"l":[{"a":1}]}""", "spec.l[0].b")]
    [InlineData("""{"m":{"type":"object","additionalProperties":{"type":"object"}}}""", """{"m":{"k":{"x":1}}}""", """{"m":{"k":{}}}""", "spec.m.k.x")]
    [InlineData("""{"f":{"type":"object","x-kubernetes-preserve-unknown-fields":true,"properties":{"o":{"type":"object"}}}}""", """{"f":{"x":{"y":1},"o":{"z":1}}}""", """{"f":{"o":{},"x":{"y":1}}}""", "spec.f.o.z")]
    [InlineData("""{"e":{"type":"object","x-kubernetes-embedded-resource":true}}""", """{"e":{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","bogus":1},"spec":{}}}""", """{"e":{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"}}}""", "spec.e.spec,spec.e.metadata.bogus")]
    public void UnknownFields_ArePrunedAndNamed(string properties, string spec, string expected, string unknown)
    {
        var outcome = Decode(properties, $$"""{"spec":{{spec}}}""");

        Assert.Equal($$"""{"spec":{{expected}}}""", outcome.Document.ToString());
        Assert.Equal(unknown.Split(','), outcome.StrictErrors.Select(StrictErrors.PathOf));
    }

    [Theory]
    [InlineData("""{"a":{"type":"string","default":"d"}}""", "{}", """{"a":"d"}""")]
    [InlineData("""{"a":{"type":"string","default":"d"}}""", """{"a":null}""", """{"a":"d"}""")]
    [InlineData("""{"a":{"type":"string","nullable":true,"default":"d"}}""", """{"a":null}""", """{"a":null}""")]
    [InlineData("""{"a":{"type":"string"}}""", """{"a":null}""", "{}")]
    [InlineData("""{"a":{"type":"string","nullable":true}}""", """{"a":null}""", """{"a":null}""")]
    [InlineData("""{"o":{"type":"object","default":{},"properties":{"a":{"type":"integer","default":1}}}}""", "{}", """{"o":{"a":1}}""")]
    [InlineData("""{"l":{"type":"array","items":{"type":"object","properties":{"a":{"type":"integer","default":1}}}}}""", """{"l":[{},{"a":2}]}""", """{"l":[{"a":1},{"a":2}]}""")]
    public void DefaultsAndNulls_AreSettled(string properties, string spec, string expected) =>
        Assert.Equal($$"""{"spec":{{expected}}}""", Decode(properties, $$"""{"spec":{{spec}}}""").Document.ToString());

    [Fact]
    public void Metadata_IsDecodedAsEverywhere()
    {
        var outcome = Decode("{}", """{"metadata":{"name":"n","labels":{"b":"1","a":"2"},"creationTimestamp":null,"bogus":1},"kind":"K","apiVersion":"g/v1"}""");

        Assert.Equal("""{"apiVersion":"g/v1","kind":"K","metadata":{"labels":{"a":"2","b":"1"},"name":"n"}}""", outcome.Document.ToString());
        Assert.Equal(["unknown field \"metadata.bogus\""], outcome.StrictErrors);
        Assert.Equal("json: cannot unmarshal number into Go struct field ObjectMeta.labels of type string", Decode("{}", """{"metadata":{"labels":{"a":1}}}""").Error);
    }

    [Fact]
    public void StoredObject_WithMalformedMetadata_IsReadWithoutIt()
    {
        var read = CustomResourceDecoder.Read((MapValue)Value.Parse("""{"metadata":{"name":"n","labels":{"a":1}}}"""), Schema("{}"));

        Assert.Equal("""{"metadata":{"name":"n"}}""", read.ToString());
    }

    [Fact]
    public void StoredObject_ReadAgain_IsTheSameReference()
    {
        var stored = Decode("""{"a":{"type":"string","default":"d"}}""", """{"apiVersion":"g/v1","kind":"K","metadata":{"name":"n","labels":{"a":"b"}},"spec":{}}""").Document;

        Assert.Same(stored, CustomResourceDecoder.Read(stored, Schema("""{"a":{"type":"string","default":"d"}}""")));
    }

    [Fact]
    public void RepeatedValuesAndKeys_AreReportedOnce()
    {
        var schema = Schema("""
            {"set":{"type":"array","x-kubernetes-list-type":"set","items":{"type":"integer"}},
             "map":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["p","q"],"items":{"type":"object"}}}
            """);
        var errors = new FieldErrors();

        ListUniqueness.Validate(errors, (MapValue)Value.Parse("""{"spec":{"set":[1,2,1,1],"map":[{"p":1,"v":1},{"p":1},{"p":1,"q":2}]}}"""), schema);

        Assert.Equal(["spec.set[2]: Duplicate value: 1", "spec.map[1]: Duplicate value: {\"p\":1}"], errors.Select(e => e.ToString()));
    }

    private static DecodeOutcome Decode(string properties, string document) =>
        CustomResourceDecoder.Decode((MapValue)Value.Parse(document), Schema(properties));

    private static Schema Schema(string properties) => StructuralSchema.From((MapValue)Value.Parse(
        $$$$"""{"type":"object","properties":{"spec":{"type":"object","properties":{{{{properties}}}}}}}"""));
}
