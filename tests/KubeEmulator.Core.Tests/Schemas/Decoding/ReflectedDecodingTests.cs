using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Schemas;

/// <summary>What a strategic merge or an apply makes becomes a struct by reflection, with rules and words of its own.</summary>
public sealed class ReflectedDecodingTests
{
    [Theory]
    [InlineData("""{"spec":{"priority":"x","overhead":{"cpu":"x"}}}""", "unrecognized type: int32")]
    [InlineData("""{"spec":{"priority":true}}""", "unrecognized type: int32")]
    [InlineData("""{"spec":{"priority":1.5}}""", "cannot convert float64 to int32")]
    [InlineData("""{"spec":{"priority":{}}}""", "unrecognized type: int32")]
    [InlineData("""{"spec":{"hostNetwork":"x"}}""", "unrecognized type: bool")]
    [InlineData("""{"spec":{"nodeName":true}}""", "unrecognized type: string")]
    [InlineData("""{"spec":{"nodeName":1}}""", "cannot convert int64 to string")]
    [InlineData("""{"spec":{"dnsPolicy":1}}""", "cannot convert int64 to string")]
    [InlineData("""{"spec":{"containers":7}}""", "cannot restore slice from int64")]
    [InlineData("""{"spec":{"containers":[true]}}""", "cannot restore struct from: bool")]
    [InlineData("""{"spec":[]}""", "cannot restore struct from: slice")]
    [InlineData("""{"spec":{"nodeSelector":[]}}""", "cannot restore map from slice")]
    [InlineData("""{"metadata":{"deletionTimestamp":{}}}""", "json: cannot unmarshal object into Go value of type string")]
    [InlineData("""{"metadata":{"creationTimestamp":"x"}}""", "parsing time \"x\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"x\" as \"2006\"")]
    [InlineData("""{"spec":{"overhead":{"cpu":"x"}}}""", "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'")]
    public void Value_OfAnotherType_IsRefusedInReflectionsWords(string pod, string expected)
    {
        var outcome = TypedDecoder.DecodeReflected((MapValue)Value.Parse(pod), BuiltInSchemas.For(new GroupVersionKind("", "v1", "Pod"))!);

        // Named string types are told by their name.
        Assert.Equal(expected, outcome.Error?.Replace("to v1.DNSPolicy", "to string", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2147483648", "-2147483648")]
    [InlineData("-2147483649", "2147483647")]
    [InlineData("7.0", "7")]
    [InlineData("7", "7")]
    public void Integer_ThatIsTooLargeOrAFloat_IsTakenAsGoConvertsIt(string sent, string held)
    {
        var outcome = TypedDecoder.DecodeReflected((MapValue)Value.Parse($$$"""{"spec":{"priority":{{{sent}}}}}"""), BuiltInSchemas.For(new GroupVersionKind("", "v1", "Pod"))!);

        Assert.Null(outcome.Error);
        Assert.Equal(held, outcome.Document.At("spec", "priority")!.ToString());
    }

    [Fact]
    public void UnknownFields_AreToldByName()
    {
        var outcome = TypedDecoder.DecodeReflected((MapValue)Value.Parse("""{"spec":{"zz":1,"containers":[{"name":"c","b":1}],"aa":1}}"""), BuiltInSchemas.For(new GroupVersionKind("", "v1", "Pod"))!);

        Assert.Equal(["unknown field \"spec.aa\"", "unknown field \"spec.containers[0].b\"", "unknown field \"spec.zz\""], outcome.StrictErrors);
    }
}
