using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Control;

/// <summary>States that leave the cluster and come back: their contents go over the wire, so that no side reads the other's files.</summary>
internal static class StateFileControl
{
    public static IEnumerable<IControlEndpoint> Of(EmulatedCluster cluster) =>
    [
        new ControlEndpoint("GET", "state", "The state of now, as base64; format fast, yaml or json.", async call =>
        {
            var format = FormatOf(call.Query.GetValueOrDefault("format", "fast"));
            using var content = new MemoryStream();
            await cluster.SaveAsync(content, format, call.Cancellation).ConfigureAwait(false);
            return MapValue.Of(("format", format.ToString().ToLowerInvariant()), ("content", Convert.ToBase64String(content.GetBuffer(), 0, (int)content.Length)));
        })
        {
            Parameters = [new("format", "string", "fast, yaml or json.", InQuery: true)],
        },
        new ControlEndpoint("POST", "state", "Loads a state, a dump of a cluster, a kwok snapshot or a rendered chart.", async call =>
        {
            var body = ControlInput.Map(call);
            ControlInput.Only(body, "content", "source", "namespace");
            var content = Convert.FromBase64String(body.String("content") ?? throw new ArgumentException("content: the state as base64 is needed"));
            await cluster.LoadAsync(content, body.String("source") ?? "the state", body.String("namespace") ?? "default", call.Cancellation).ConfigureAwait(false);
            var now = cluster.Snapshot();
            return MapValue.Of(("revision", now.Revision), ("objects", now.Count), ("time", KubeTime.Format(now.Time)));
        })
        {
            Parameters =
            [
                new("content", "string", "The content of the file, as base64.", IsRequired: true),
                new("source", "string", "What messages call it: the file's name."),
                new("namespace", "string", "Where objects go that name no namespace."),
            ],
        },
    ];

    private static StateFormat FormatOf(string name) => name switch
    {
        "fast" => StateFormat.Fast,
        "yaml" => StateFormat.Yaml,
        "json" => StateFormat.Json,
        _ => throw new ArgumentException($"format: \"{name}\" is unknown; known are fast, yaml, json"),
    };
}
