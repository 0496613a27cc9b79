using System.Text;
using System.Text.Json;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>How the difference between two pod specs is told: a unified diff of the internal structs as indented JSON.</summary>
internal static class PodSpecText
{
    private const int Context = 3;
    private const string Type = "io.k8s.api.core.v1.PodSpec";

    // Members of the v1 spec that the internal one keeps in its security context, in order.
    private static readonly (string Member, string GoName)[] InContext =
        [("hostNetwork", "HostNetwork"), ("hostPID", "HostPID"), ("hostIPC", "HostIPC"), ("shareProcessNamespace", "ShareProcessNamespace"), ("hostUsers", "HostUsers")];

    /// <summary>The difference from the stored spec to the new one.</summary>
    public static string Diff(MapValue stored, MapValue updated) => LineDiff.Unified(Lines(Internal(stored)), Lines(Internal(updated)), Context);

    /// <summary>The difference between two containers of the ephemeral sort.</summary>
    public static string ContainerDiff(MapValue stored, MapValue updated)
    {
        const string type = "io.k8s.api.core.v1.EphemeralContainer";
        return LineDiff.Unified(Lines(Value.Parse(InternalText.Of(stored, type))), Lines(Value.Parse(InternalText.Of(updated, type))), Context);
    }

    private static Value Internal(MapValue spec)
    {
        var whole = (MapValue)Value.Parse(InternalText.Of(spec.Without("serviceAccount"), BuiltInSchemas.Named(Type)!));
        var inner = new MapBuilder(16);
        foreach (var (member, goName) in InContext)
        {
            inner[goName] = spec[member] ?? (member.StartsWith("host", StringComparison.Ordinal) && member != "hostUsers" ? (Value)false : Value.Null);
            whole = whole.Without(goName);
        }

        foreach (var (key, value) in whole.Map("SecurityContext") ?? MapValue.Empty)
        {
            inner[key] = value;
        }

        whole = whole.Without("DeprecatedServiceAccount").Without("ServiceAccount");
        return whole.Map("SecurityContext") is null ? whole : whole.With("SecurityContext", inner.Build());
    }

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
