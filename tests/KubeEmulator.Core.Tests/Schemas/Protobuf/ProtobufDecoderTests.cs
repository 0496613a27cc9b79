using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.TestShared;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Schemas.Protobuf;

public class ProtobufDecoderTests
{
    // Upstream's own samples: every field of every type filled, as JSON and as protobuf. Types that are not served have no facts.
    [SharedFact]
    public void Read_EverySampleOfAServedType_IsItsJson()
    {
        var read = 0;
        var differences = new List<string>();
        var samples = Directory.EnumerateFiles(SharedReference.PathOf("reference", "api-testdata"), "*.pb").Order(StringComparer.Ordinal);
        foreach (var sample in samples.Select(Path.GetFileNameWithoutExtension))
        {
            var json = (MapValue)Value.Parse(File.ReadAllBytes(SharedReference.PathOf("reference", "api-testdata", sample + ".json")));
            var envelope = ProtobufEnvelope.Open(File.ReadAllBytes(SharedReference.PathOf("reference", "api-testdata", sample + ".pb")));
            var version = GroupVersion.Parse(envelope.ApiVersion);
            var name = BuiltInSchemas.NameOf(new GroupVersionKind(version.Group, version.Version, envelope.Kind));
            if (ProtobufMessages.Find(name) is null || BuiltInSchemas.Named(name) is null)
            {
                continue;
            }

            var document = ProtobufDecoder.Read(name, envelope.Raw).With("kind", envelope.Kind).With("apiVersion", envelope.ApiVersion);
            if (json != document)
            {
                differences.Add($"{sample}{Difference(json, document, "")}");
            }

            read++;
        }

        Assert.True(differences.Count == 0, string.Join("\n", differences));
        Assert.True(read > 80, $"only {read} samples were read");
    }

    [Theory]
    [InlineData("", "empty data")]
    [InlineData("{}", "provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]")]
    [InlineData("k8s\0\x0a\x7f", "proto: unexpected EOF")]
    public void Open_NoProtobuf_SaysWhy(string body, string why)
    {
        var malformed = Assert.Throws<ValueFormatException>(() => ProtobufEnvelope.Open(System.Text.Encoding.Latin1.GetBytes(body)).Kind.Length);

        Assert.Equal(why, malformed.Message);
    }

    private static string Difference(Value? wanted, Value? got, string path)
    {
        if (wanted is MapValue left && got is MapValue right)
        {
            foreach (var key in left.Select(m => m.Key).Union(right.Select(m => m.Key)))
            {
                if (left[key] != right[key])
                {
                    return Difference(left[key], right[key], $"{path}.{key}");
                }
            }
        }

        if (wanted is ListValue one && got is ListValue other && one.Count == other.Count)
        {
            for (var i = 0; i < one.Count; i++)
            {
                if (one[i] != other[i])
                {
                    return Difference(one[i], other[i], $"{path}[{i}]");
                }
            }
        }

        return $"{path}: {wanted} is not {got}";
    }
}
