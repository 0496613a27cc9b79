using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.TestShared;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Schemas;

/// <summary>The bodies that the genuine server could not decode are refused with its words.</summary>
public sealed class TypedDecoderRefusalsTests
{
    // The recorder cuts longer bodies off.
    private const int LongestRecorded = 20_000;

    [SharedFact]
    public void RefusedBodies_AreRefusedInTheServersWords()
    {
        var compared = 0;
        var differences = new List<string>();
        foreach (var file in Directory.GetFiles(SharedReference.PathOf("wire", "golden", "validation"), "*.json").Order(StringComparer.Ordinal))
        {
            var transcript = Value.Parse(File.ReadAllBytes(file));
            if (BodyOf(transcript) is not { } body
                || transcript.StringAt("response", "body", "message")?.Split(" cannot be handled as a ") is not [_, var tail]
                || transcript.StringAt("request", "method") is "PATCH")
            {
                continue;
            }

            var version = GroupVersion.Parse(body.StringOrEmpty("apiVersion"));
            if (BuiltInSchemas.For(new GroupVersionKind(version.Group, version.Version, body.StringOrEmpty("kind"))) is not { } schema)
            {
                continue;
            }

            compared++;
            var outcome = TypedDecoder.Decode(body, schema);
            var actual = outcome.Error ?? "strict decoding error: " + string.Join(", ", outcome.StrictErrors);
            var expected = tail[(tail.IndexOf(": ", StringComparison.Ordinal) + 2)..];
            if (actual != expected)
            {
                differences.Add($"{Path.GetFileName(file)}: {actual} instead of {expected}");
            }
        }

        Assert.Equal([], differences);
        Assert.True(compared > 0);
    }

    private static MapValue? BodyOf(Value transcript) =>
        transcript.StringAt("request", "bodyText") is { Length: > 0 and < LongestRecorded } text && text[0] == '{' ? Value.Parse(text) as MapValue : null;
}
