using System.Text;
using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Api;

/// <summary>Small documents whose bytes follow from the message's numbers; whole ones were compared with a genuine server's, byte for byte.</summary>
public sealed class OpenApiProtobufTests
{
    [Theory]
    [InlineData("{info: {version: '1', title: T}, swagger: '2.0'}", "\n\u00032.0\u0012\u0006\n\u0001T\u0012\u00011")]
    [InlineData("{swagger: '', paths: {/a: {get: {deprecated: false}}}}", "B\n\u0012\b\n\u0002/a\u0012\u0002\u0012\0")]
    [InlineData("{definitions: {A: {type: object, required: [x, '']}}}", "J\u0019\n\u0017\n\u0001A\u0012\u0012\u009a\u0001\u0001x\u009a\u0001\0\u00b2\u0001\b\n\u0006object")]
    [InlineData("{x-more: {b: 1, a: [x]}}", "\u0082\u0001\u0018\n\u0006x-more\u0012\u000e\u0012\fa:\n- x\nb: 1\n")]
    public void Document_IsNumberedByItsMessages(string yaml, string expected) => Assert.Equal(expected, Write(yaml));

    [Theory]
    [InlineData("{$ref: '#/parameters/p'}", "\u0012\u0010\n\u000e#/parameters/p")]
    [InlineData("{in: body, name: b}", "\n\u000b\n\t\u0012\u0001b\u001a\u0004body")]
    [InlineData("{in: query, name: q, uniqueItems: true}", "\n\u0011\u0012\u000f\u001a\r\u0012\u0005query\"\u0001q\u00a0\u0001\u0001")]
    [InlineData("{in: path, name: p, required: true}", "\n\u000f\u0012\r\"\u000b\b\u0001\u0012\u0004path\"\u0001p")]
    public void Parameter_IsOfItsPlace(string yaml, string expected)
    {
        var written = Write("{paths: {/: {parameters: [" + yaml + "]}}}");

        Assert.EndsWith(expected, written, StringComparison.Ordinal);
    }

    private static string Write(string yaml) => Encoding.Latin1.GetString(OpenApiProtobuf.Write((MapValue)YamlText.Parse(yaml)));
}
