using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Schemas;

public sealed class ValueValidatorTests
{
    [Theory]
    [InlineData("""{"type":"integer"}""", "1.0", "")]
    [InlineData("""{"type":"integer"}""", "1.5", "x: Invalid value: \"number\": x in body must be of type integer: \"number\"|<nil>: Invalid value: \"\": Checked value must be of type integer (default format) in x")]
    [InlineData("""{"type":"integer","format":"int32"}""", "3000000000", "<nil>: Invalid value: \"\": Checked value must be of type integer with format int32 in x")]
    [InlineData("""{"type":"integer"}""", "9223372036854775807", "")]
    [InlineData("""{"type":"integer"}""", "9223372036854775808", "x: Invalid value: \"number\": x in body must be of type integer: \"number\"|<nil>: Invalid value: \"\": Checked value must be of type integer (default format) in x")]
    [InlineData("""{"type":"integer","maximum":100}""", "10000000000.0", "x: Invalid value: 1e+10: x in body should be less than or equal to 100")]
    [InlineData("""{"type":"integer","enum":[1,2]}""", "1e10", "x: Unsupported value: 1e+10: supported values: \"1\", \"2\"")]
    [InlineData("""{"type":"number","maximum":2000000}""", "2500000.5", "x: Invalid value: 2.5000005e+06: x in body should be less than or equal to 2e+06")]
    [InlineData("""{"type":"number","maximum":2000000}""", "2000001", "x: Invalid value: 2000001: x in body should be less than or equal to 2000000")]
    [InlineData("""{"type":"number"}""", "1", "")]
    [InlineData("""{"type":"number","maximum":1.5}""", "2", "x: Invalid value: 2: x in body should be less than or equal to 1")]
    [InlineData("""{"type":"number","maximum":1.5}""", "2.5", "x: Invalid value: 2.5: x in body should be less than or equal to 1.5")]
    [InlineData("""{"type":"integer","minimum":3,"exclusiveMinimum":true}""", "3", "x: Invalid value: 3: x in body should be greater than 3")]
    [InlineData("""{"type":"integer","multipleOf":5}""", "7", "x: Invalid value: 7: x in body should be a multiple of 5")]
    [InlineData("""{"type":"string"}""", "null", "x: Invalid value: \"null\": x in body must be of type string: \"null\"")]
    [InlineData("""{"type":"string","nullable":true}""", "null", "")]
    [InlineData("""{"type":"string","minLength":2}""", "\"😀\"", "x: Invalid value: \"😀\": x in body should be at least 2 chars long")]
    [InlineData("""{"type":"string","maxLength":1,"pattern":"^z"}""", "\"ab\"", "x: Too long: may not be more than 1 byte")]
    [InlineData("""{"type":"string","enum":["a","b"]}""", "\"c\"", "x: Unsupported value: \"c\": supported values: \"a\", \"b\"")]
    [InlineData("""{"enum":[1,"b",null]}""", "2", "x: Unsupported value: 2: supported values: \"1\", \"b\", \"null\"")]
    [InlineData("""{"type":"string","format":"ipv4"}""", "\"10.0.0\"", "x: Invalid value: \"10.0.0\": x in body must be of type ipv4: \"10.0.0\"")]
    [InlineData("""{"type":"string","format":"nosuch"}""", "\"x\"", "")]
    [InlineData("""{"type":"string","format":"date"}""", "1", "x: Invalid value: \"int64\": x in body must be of type date: \"int64\"")]
    [InlineData("""{"type":"boolean"}""", "\"x\"", "x: Invalid value: \"string\": x in body must be of type boolean: \"string\"")]
    [InlineData("""{"x-kubernetes-int-or-string":true}""", "true", "x: Invalid value: \"boolean\": x in body must be of type integer,string: \"boolean\"")]
    [InlineData("""{"type":"array","minItems":2,"items":{"type":"integer"}}""", """["a"]""", "x[0]: Invalid value: \"string\": x[0] in body must be of type integer: \"string\"|x: Invalid value: 1: x in body should have at least 2 items")]
    [InlineData("""{"type":"array","maxItems":1}""", "[1,2]", "x: Too many: 2: must have at most 1 item")]
    [InlineData("""{"type":"object","maxProperties":1}""", """{"a":1,"b":2}""", "x: Too many: 2: must have at most 1 item")]
    [InlineData("""{"type":"object","minProperties":1}""", "{}", "x: Invalid value: 0: x in body should have at least 1 properties")]
    [InlineData("""{"type":"object","required":["a"],"additionalProperties":{"type":"integer"}}""", """{"b":"x"}""", "x.b: Invalid value: \"string\": x.b in body must be of type integer: \"string\"|x.a: Required value")]
    [InlineData("""{"type":"string","anyOf":[{"pattern":"^a"},{"maxLength":1}]}""", "\"bc\"", "<nil>: Invalid value: \"\": \"x\" must validate at least one schema (anyOf)|x: Invalid value: \"bc\": x in body should match '^a'")]
    [InlineData("""{"type":"string","oneOf":[{"pattern":"^a"},{"pattern":"c$"}]}""", "\"b\"", "<nil>: Invalid value: \"\": \"x\" must validate one and only one schema (oneOf). Found none valid|x: Invalid value: \"b\": x in body should match '^a'")]
    [InlineData("""{"type":"string","allOf":[{"pattern":"^a"}]}""", "\"b\"", "x: Invalid value: \"b\": x in body should match '^a'|<nil>: Invalid value: \"\": \"x\" must validate all the schemas (allOf). None validated")]
    [InlineData("""{"type":"string","not":{"pattern":"^a"}}""", "\"a\"", "<nil>: Invalid value: \"\": \"x\" must not validate the schema (not)")]
    public void Value_AgainstAKeyword_IsJudgedInTheServersWords(string schema, string value, string expected) =>
        Assert.Equal(expected, string.Join('|', Faults(schema, $$"""{"x":{{value}}}""", null)));

    [Theory]
    [InlineData("""{"x":{"a":"bad","b":1}}""", """{"x":{"a":"bad","b":2}}""", "")]
    [InlineData("""{"x":{"a":"bad","b":1}}""", """{"x":{"a":"worse","b":2}}""", "x.a: Invalid value: \"worse\": x.a in body should match '^ok$'")]
    [InlineData("""{"x":{"list":[{"name":"n","v":"bad"}]}}""", """{"x":{"list":[{"name":"m","v":"ok"},{"name":"n","v":"bad"}]}}""", "")]
    [InlineData("""{"x":{"plain":["bad"]}}""", """{"x":{"plain":["bad","ok"]}}""", "x.plain[0]: Invalid value: \"bad\": x.plain[0] in body should match '^ok$'")]
    public void Update_LetsFaultsOfUnchangedValuesPass(string old, string @new, string expected)
    {
        const string schema = """
            {"type":"object","properties":{"a":{"type":"string","pattern":"^ok$"},"b":{"type":"integer"},
             "plain":{"type":"array","items":{"type":"string","pattern":"^ok$"}},
             "list":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["name"],
              "items":{"type":"object","properties":{"name":{"type":"string"},"v":{"type":"string","pattern":"^ok$"}}}}}}
            """;

        Assert.Equal(expected, string.Join('|', Faults(schema, @new, old)));
    }

    [Theory]
    [InlineData("hostname", "example.com", "-a")]
    [InlineData("uri", "https://example.com:8080/a?b#c", "example.com")]
    [InlineData("uri", "mailto:a@b", "http://a b/")]
    [InlineData("email", "Jane <jane@example.com>", "jane")]
    [InlineData("ipv6", "::1", "1.2.3.4")]
    [InlineData("cidr", "10.0.0.0/8", "10.0.0.0")]
    [InlineData("mac", "01:23:45:67:89:ab", "01:23")]
    [InlineData("uuid", "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6", "f81d")]
    [InlineData("uuid4", "f81d4fae-7dec-41d0-a765-00a0c91e6bf6", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6")]
    [InlineData("isbn", "978-0321751041", "978-0321751042")]
    [InlineData("isbn10", "0321751043", "0321751044")]
    [InlineData("creditcard", "4111 1111 1111 1111", "4111 1111 1111 1112")]
    [InlineData("ssn", "111-11-1111", "111111111")]
    [InlineData("hexcolor", "#fff", "#ffff")]
    [InlineData("rgbcolor", "rgb(0, 10, 255)", "rgb(0,10,256)")]
    [InlineData("byte", "YQ==", "YQ")]
    [InlineData("date", "2024-02-29", "2023-02-29")]
    [InlineData("duration", "22 ns", "soon")]
    [InlineData("duration", "1h30m", "h")]
    [InlineData("date-time", "2014-12-15T19:30:20.000Z", "2014-12-15 19:30:20Z")]
    [InlineData("bsonobjectid", "507f1f77bcf86cd799439011", "507f")]
    [InlineData("k8s-short-name", "a-b", "A")]
    [InlineData("k8s-long-name", "a.b-c", "a..b")]
    public void Format_TakesAndRefuses(string format, string good, string bad)
    {
        var schema = $$"""{"type":"string","format":"{{format}}"}""";

        Assert.Empty(Faults(schema, $$"""{"x":"{{good}}"}""", null));
        Assert.Equal([$"x: Invalid value: \"{bad}\": x in body must be of type {format}: \"{bad}\""], Faults(schema, $$"""{"x":"{{bad}}"}""", null));
    }

    private static List<string> Faults(string schema, string document, string? old)
    {
        var root = StructuralSchema.From((MapValue)Value.Parse($$$"""{"type":"object","properties":{"x":{{{schema}}}}}"""));
        var errors = new FieldErrors();
        if (old is null)
        {
            ValueValidator.Validate(errors, (MapValue)Value.Parse(document), root);
        }
        else
        {
            ValueValidator.ValidateUpdate(errors, (MapValue)Value.Parse(document), (MapValue)Value.Parse(old), root);
        }

        return [.. errors.Select(e => e.ToString())];
    }
}
