using KubeEmulator.Objects;
using KubeEmulator.Patching.Apply;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Patching.Wire;

/// <summary>One recorded request and its answer.</summary>
internal sealed class WireStep(MapValue transcript)
{
    private readonly string _url = transcript.StringAt("request", "path")!;

    public string Name => transcript.String("name")!;

    public string Method => transcript.StringAt("request", "method")!;

    public string Path => _url.Split('?')[0];

    public long Status => transcript.IntegerAt("response", "status") ?? 0;

    public MapValue? Body => transcript.At("response", "body") as MapValue;

    public string? Message => Body?.String("message");

    public string Text => transcript.StringAt("request", "bodyText") ?? "{}";

    public MapValue Document => Text.StartsWith('{') ? (MapValue)Value.Parse(Text) : TestYaml.ReadMap(Text);

    public string ContentType => Header("Content-Type").Split(';')[0];

    public bool IsDryRun => _url.Contains("dryRun=All", StringComparison.Ordinal);

    public bool Force => _url.Contains("force=true", StringComparison.Ordinal);

    public string Manager => Query("fieldManager") ?? Header("User-Agent").Split('/')[0];

    private string Subresource => Path.EndsWith("/status", StringComparison.Ordinal) ? "status" : "";

    public string ObjectPath(MapValue body)
    {
        var path = Subresource.Length == 0 ? Path : Path[..^("/".Length + Subresource.Length)];
        return Method == "POST" ? $"{path}/{body.StringAt("metadata", "name")}" : path;
    }

    public Schema SchemaOf(MapValue body) => BuiltInSchemas.For(KindOf(body))!;

    public FieldManagement Owners(MapValue body)
    {
        var hasStatus = BuiltInResources.For(KindOf(body))?.Subresource("status") is not null;
        var reset = Subresource == "status"
            ? FieldFilter.Exclude(FieldSet.OfFields("spec"))
            : hasStatus ? FieldFilter.Exclude(FieldSet.OfFields("status")) : null;
        return new FieldManagement(KindOf(body), SchemaOf(body), Subresource, reset);
    }

    private static GroupVersionKind KindOf(MapValue body)
    {
        var version = GroupVersion.Parse(body.StringOrEmpty("apiVersion"));
        return new GroupVersionKind(version.Group, version.Version, body.StringOrEmpty("kind"));
    }

    private string Header(string name) => (transcript.At("request", "headers") as ListValue ?? ListValue.Empty).OfType<ListValue>()
        .Where(h => ((StringValue)h[0]).Text == name).Select(h => ((StringValue)h[1]).Text).FirstOrDefault() ?? "";

    private string? Query(string name) => _url.Split('?', '&').Skip(1).Select(p => p.Split('=')).Where(p => p[0] == name).Select(p => p[1]).FirstOrDefault();
}
