using System.Globalization;
using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Endpoints;

/// <summary>The options of a connection as a document, from the query: what admission sees of it.</summary>
internal static class ConnectOptions
{
    /// <summary>The document; null for subresources that are read rather than connected to (logs).</summary>
    public static MapValue? Of(Exchange exchange, ResourceType type)
    {
        var (query, request) = (exchange.Query, exchange.Request);
        var options = new MapBuilder { { "kind", type.Subresource(request.Subresource)?.Kind ?? "" }, { "apiVersion", "v1" } };
        switch (request.Subresource)
        {
            case "exec" or "attach":
                foreach (var flag in (ReadOnlySpan<string>)["stdin", "stdout", "stderr", "tty"])
                {
                    AddIf(query.Flag(flag) == true, flag, true);
                }

                AddIf(query.First("container") is { Length: > 0 }, "container", query.First("container") ?? "");
                var command = query.All("command").ToArray();
                AddIf(request.Subresource == "exec" && command.Length > 0, "command", ListValue.From(command.Select(c => (Value)c)));
                return options.Build();
            case "portforward":
                var ports = query.All("ports").SelectMany(p => p.Split(',')).Where(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out _)).ToArray();
                AddIf(ports.Length > 0, "ports", ListValue.From(ports.Select(p => (Value)int.Parse(p, CultureInfo.InvariantCulture))));
                return options.Build();
            case "proxy":
                AddIf(request.Rest.Length > 0, "path", $"/{request.Rest}");
                return options.Build();
            default:
                return null;
        }

        void AddIf(bool present, string name, Value value)
        {
            if (present)
            {
                options[name] = value;
            }
        }
    }
}
