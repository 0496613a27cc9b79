using KubeEmulator.Server.Content;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Endpoints;

/// <summary><c>/version</c>: the Kubernetes version that is emulated.</summary>
internal static class VersionEndpoint
{
    private static readonly MapValue Document = MapValue.Of(
        ("major", "1"),
        ("minor", "36"),
        ("emulationMajor", "1"),
        ("emulationMinor", "36"),
        ("minCompatibilityMajor", "1"),
        ("minCompatibilityMinor", "35"),
        ("gitVersion", "v1.36.2"),
        ("gitCommit", "98b35193b2ac7a23a673325f5e9b830ecd5ba406"),
        ("gitTreeState", "clean"),
        ("buildDate", "2026-08-21T00:00:00Z"),
        ("goVersion", "go1.26.10"),
        ("compiler", "gc"),
        ("platform", "linux/amd64"));

    // Always indented, and without the line end that objects have.
    private static readonly ReadOnlyMemory<byte> Bytes = TrimEnd(DocumentWriter.ToBytes(Document, Negotiated.Json with { Pretty = true }));

    public static Task ServeAsync(Exchange exchange) =>
        exchange.Request.Method == "GET" ? AnswerWriter.WriteAsync(exchange, 200, MediaTypes.Json, Bytes) : MethodRefusal.WriteAsync(exchange);

    private static ReadOnlyMemory<byte> TrimEnd(ReadOnlyMemory<byte> bytes) => bytes[..^1];
}
