using System.Text;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Values;

public sealed class JsonSyntaxTests
{
    [Theory]
    [InlineData("", "unexpected end of JSON input", 0)]
    [InlineData("{\"a\":", "unexpected end of JSON input", 5)]
    [InlineData("{nope", "invalid character 'n' looking for beginning of object key string", 2)]
    [InlineData("{\"a\":1}x", "invalid character 'x' after top-level value", 8)]
    [InlineData("{\"a\" 1}", "invalid character '1' after object key", 6)]
    [InlineData("{\"a\":1 \"b\":2}", "invalid character '\"' after object key:value pair", 8)]
    [InlineData("[1 2]", "invalid character '2' after array element", 4)]
    [InlineData("[1,]", "invalid character ']' looking for beginning of value", 4)]
    [InlineData("trux", "invalid character 'x' in literal true (expecting 'e')", 4)]
    [InlineData("tru", "invalid character ' ' in literal true (expecting 'e')", 3)]
    [InlineData("-a", "invalid character 'a' in numeric literal", 2)]
    [InlineData("1.a", "invalid character 'a' after decimal point in numeric literal", 3)]
    [InlineData("[1e]", "invalid character ']' in exponent of numeric literal", 4)]
    [InlineData("\"\\q\"", "invalid character 'q' in string escape code", 3)]
    [InlineData("\"\\u12g4\"", "invalid character 'g' in \\u hexadecimal character escape", 6)]
    [InlineData("\"\t\"", "invalid character '\\t' in string literal", 2)]
    [InlineData("'a'", "invalid character '\\'' looking for beginning of value", 1)]
    [InlineData("é", "invalid character 'Ã' looking for beginning of value", 1)]
    public void Text_Malformed_IsRefusedInGosWordsAndPlace(string json, string error, long offset)
    {
        var fault = Assert.Throws<ValueFormatException>(() => Value.Parse(json));

        Assert.Equal((error, offset), (fault.Message, fault.Offset));
    }

    [Fact]
    public void Nesting_TooDeep_IsToldSo() =>
        Assert.Equal("exceeded max depth", Assert.Throws<ValueFormatException>(() => Value.Parse(new string('[', 5000))).Message);

    [Theory]
    [InlineData("\"a\\ud800b\"", "a\ufffdb")]
    [InlineData("\"\\ud83d\\ude00\\n\"", "\U0001F600\n")]
    [InlineData("\"\\udc00\\ud800\"", "\ufffd\ufffd")]
    public void Surrogates_WithoutTheirOtherHalf_AreReplaced(string json, string text) =>
        Assert.Equal(text, ((StringValue)Value.Parse(json)).Text);

    [Fact]
    public void Bytes_ThatAreNoUtf8_AreReplaced()
    {
        var value = Value.Parse([.. "{\"a\":\"x"u8, 0xff, 0xfe, .. "y\"}"u8]);

        Assert.Equal("x\ufffd\ufffdy", ((MapValue)value).String("a"));
    }

    [Fact]
    public void Objects_WithManyMembers_KeepThemAllAndTheLastOfEach()
    {
        var json = new StringBuilder("{");
        for (var i = 0; i < 2000; i++)
        {
            json.Append($"\"k{i % 1500}\":{i},");
        }

        var map = (MapValue)Value.Parse(json.Append("\"end\":[]}").ToString());

        Assert.Equal(1501, map.Count);
        Assert.Equal(1999, map.Integer("k499"));
        Assert.Equal(500, map.Integer("k500"));
    }

    [Fact]
    public void Report_OfADuplicate_MayReadAnotherDocument()
    {
        var inner = "";

        var value = JsonValueReader.Read("""{"a":{"b":1,"b":[2]}}"""u8, new JsonReadOptions { OnDuplicate = path => inner = path + Value.Parse("[1,{}]") });

        Assert.Equal("a.b[1,{}]", inner);
        Assert.Equal("""{"a":{"b":[2]}}""", value.ToString());
    }
}
