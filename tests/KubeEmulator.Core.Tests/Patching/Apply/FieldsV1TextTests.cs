using KubeEmulator.Patching.Apply;
using KubeEmulator.TestShared;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Patching.Apply;

public sealed class FieldsV1TextTests
{
    [SharedTheory]
    [InlineData("podset.json")]
    [InlineData("nodeset.json")]
    [InlineData("endpointsset.json")]
    [InlineData("prometheus-crdset.json")]
    public void RealSet_ReadAndWritten_IsTheSameText(string file)
    {
        var text = File.ReadAllText(SharedReference.PathOf("reference", "structured-merge-diff", file)).Trim();
        var read = FieldsV1Text.Read((MapValue)Value.Parse(text));

        Assert.Equal(Value.Parse(text).ToString(), read.FieldsV1.ToString());
        Assert.Equal(read.FieldsV1.ToString(), FieldsV1Text.Write(read).ToString());
    }

    [Theory]
    [InlineData("""{"f:b":{},"f:a":{}}""", """{"f:a":{},"f:b":{}}""")]
    [InlineData("""{"f:a":{".":{}}}""", """{"f:a":{}}""")]
    [InlineData("""{"f:a":{"f:b":{},".":{}}}""", """{"f:a":{".":{},"f:b":{}}}""")]
    [InlineData("""{"x:unknown":{},"f:a":{"x:unknown":{}}}""", """{"f:a":{}}""")]
    [InlineData("""{"k:{\"b\":1,\"a\":\"x\"}":{}}""", """{"k:{\"a\":\"x\",\"b\":1}":{}}""")]
    [InlineData("""{"v:1.0":{}}""", """{"v:1":{}}""")]
    [InlineData("""{"v:\"a<b\"":{}}""", """{"v:\"a\\u003cb\"":{}}""")]
    [InlineData("""{"i:1":{},"v:true":{},"k:{\"a\":1}":{},"f:z":{}}""", """{"f:z":{},"k:{\"a\":1}":{},"v:true":{},"i:1":{}}""")]
    public void Set_NotInItsForm_IsWrittenInIt(string read, string written) =>
        Assert.Equal(written, FieldsV1Text.Read((MapValue)Value.Parse(read)).FieldsV1.ToString());

    [Theory]
    [InlineData("""{"a":{}}""")]
    [InlineData("""{"fa":{}}""")]
    [InlineData("""{"i:x":{}}""")]
    [InlineData("""{"v:{":{}}""")]
    [InlineData("""{"k:1":{}}""")]
    [InlineData("""{"f:a":1}""")]
    public void Set_Malformed_IsRefused(string text) =>
        Assert.Throws<ValueFormatException>(() => FieldsV1Text.Read((MapValue)Value.Parse(text)));

    [Fact]
    public void SameContent_ReadTwice_IsOneSet()
    {
        const string Text = """{"f:spec":{"f:containers":{"k:{\"name\":\"shared\"}":{".":{},"f:image":{}}}}}""";

        Assert.Same(FieldsV1Text.Read((MapValue)Value.Parse(Text)), FieldsV1Text.Read((MapValue)Value.Parse(Text)));
    }

    [Theory]
    [InlineData("f:name", ".name")]
    [InlineData("""k:{"name":"a\"b","port":80}""", """[name="a\"b",port=80]""")]
    [InlineData("v:\"x\"", "[=\"x\"]")]
    [InlineData("v:1.5", "[=1.5]")]
    [InlineData("v:null", "[=null]")]
    [InlineData("i:3", "[3]")]
    public void Element_IsShownAsMessagesShowIt(string text, string shown) => Assert.Equal(shown, PathElementText.Read(text)!.ToString());
}
