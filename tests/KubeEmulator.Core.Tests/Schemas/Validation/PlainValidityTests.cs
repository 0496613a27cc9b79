using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Schemas;

public sealed class PlainValidityTests
{
    private static readonly string[] SchemaTexts =
    [
        """{"type":"integer"}""", """{"type":"integer","format":"int32","minimum":0}""", """{"type":"number","maximum":1.5}""", """{"type":"number","multipleOf":0.5}""",
        """{"type":"string"}""", """{"type":"string","nullable":true}""", """{"type":"string","minLength":2,"maxLength":3}""", """{"type":"string","maxLength":2}""",
        """{"type":"string","pattern":"^a"}""", """{"type":"string","format":"ipv4"}""", """{"type":"string","format":"nosuch"}""", """{"type":"string","enum":["a","abc"]}""",
        """{"type":"boolean"}""", """{"x-kubernetes-int-or-string":true}""", """{"type":"array","minItems":1,"maxItems":2,"items":{"type":"integer"}}""",
        """{"type":"array","uniqueItems":true,"items":{"type":"integer"}}""", """{"type":"object","required":["a"],"properties":{"a":{"type":"string"}}}""",
        """{"type":"object","minProperties":1,"maxProperties":1,"additionalProperties":{"type":"integer"}}""", """{"type":"object","x-kubernetes-preserve-unknown-fields":true}""",
        """{"x-kubernetes-preserve-unknown-fields":true}""", """{"type":"string","anyOf":[{"pattern":"^a"},{"maxLength":1}]}""", """{"type":"string","not":{"pattern":"^a"}}""",
        """{"enum":[1,"abc",true]}""",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "1", "-1", "0", "1.0", "1.5", "2", "3000000000", "9223372036854775807", "1e30", "\"\"", "\"a\"", "\"ab\"", "\"abc\"", "\"abcd\"", "\"😀\"", "\"10.0.0.1\"",
        "[]", "[1]", "[1,1]", "[1,2]", "[1,2,3]", "[\"a\"]", "{}", """{"a":"x"}""", """{"a":1}""", """{"a":1,"b":2}""", """{"b":{"c":[null]}}""",
    ];

    public static TheoryData<string> Schemas => [.. SchemaTexts];

    [Theory]
    [MemberData(nameof(Schemas))]
    public void WhatIsPlainlyValid_IsValid(string text)
    {
        var schema = StructuralSchema.From((MapValue)Value.Parse(text));
        foreach (var value in Values.Select(v => Value.Parse(v)))
        {
            if (PlainValidity.IsCertain(value, schema))
            {
                Assert.Empty(ValueValidator.Validate(value, schema, "x", null).Faults);
            }
        }
    }

    [Fact]
    public void OrdinaryObject_IsPlainlyValid()
    {
        var schema = StructuralSchema.From((MapValue)Value.Parse("""
            {"type":"object","properties":{"spec":{"type":"object","required":["size"],"properties":{"size":{"type":"integer","minimum":0},"name":{"type":"string","maxLength":9,"pattern":"^a"},
             "parts":{"type":"array","maxItems":3,"items":{"type":"object","properties":{"name":{"type":"string"}}}}}}}}
            """));

        Assert.True(PlainValidity.IsCertain(Value.Parse("""{"kind":"K","spec":{"size":1,"name":"abc","parts":[{"name":"x"}]}}"""), schema));
    }
}
