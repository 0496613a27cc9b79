using System.Text;
using System.Text.Json;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>How the difference between two structs is told: a unified diff of both as indented JSON (apimachinery <c>util/diff</c>).</summary>
internal static class StructDiff
{
    private const int Context = 3;

    /// <summary>The difference between two values as upstream's internal types show them.</summary>
    public static string Of(Value stored, Value updated) => LineDiff.Unified(Lines(stored), Lines(updated), Context);

    /// <summary>The difference between two structs of a built-in type.</summary>
    public static string Of(Value stored, Value updated, string typeName) =>
        Of(Value.Parse(InternalText.Of(stored, typeName)), Value.Parse(InternalText.Of(updated, typeName)));

    // Go's json.MarshalIndent with one space.
    private static string[] Lines(Value value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, IndentSize = 1, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            value.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray()).Split('\n');
    }
}
