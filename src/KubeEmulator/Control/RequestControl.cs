using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Server;
using KubeEmulator.Values;

namespace KubeEmulator.Control;

/// <summary>The request log.</summary>
internal static class RequestControl
{
    private static readonly string[] Filters = ["user", "verb", "resource", "namespace", "name", "limit"];

    public static IEnumerable<ControlEndpoint> Of(EmulatedCluster cluster) =>
    [
        new("GET", "requests", "The requests answered over HTTP, oldest first; filters: user, verb, resource, namespace, name, and limit for the newest so many.", call =>
        {
            foreach (var given in call.Query.Keys)
            {
                if (!Filters.Contains(given))
                {
                    throw new ArgumentException($"{given}: unknown; known are {string.Join(", ", Filters)}");
                }
            }

            var found = cluster.Requests.Snapshot().Where(r => Matches(r, call.Query));
            if (call.Query.TryGetValue("limit", out var limit))
            {
                found = found.TakeLast(int.Parse(limit, System.Globalization.CultureInfo.InvariantCulture));
            }

            return ValueTask.FromResult<Value?>(MapValue.Of(("items", ListValue.From(found.Select(r => (Value)Describe(r))))));
        })
        {
            Parameters = [.. Filters.Select(f => new ControlParameter(f, "string", f == "limit" ? "Only the newest so many." : $"Only those of this {f}.", InQuery: true))],
        },
        new("DELETE", "requests", "Forgets the requests so far.", _ =>
        {
            cluster.Requests.Clear();
            return ValueTask.FromResult<Value?>(null);
        }),
    ];

    private static bool Matches(RequestRecord request, IReadOnlyDictionary<string, string> query)
    {
        return Is("user", request.User) && Is("verb", request.Verb) && Is("resource", request.Resource) && Is("namespace", request.Namespace) && Is("name", request.Name);

        bool Is(string member, string value) => !query.TryGetValue(member, out var wanted) || wanted == value;
    }

    private static MapValue Describe(RequestRecord request) => MapValue.Of(
        ("time", KubeTime.Format(request.Time)),
        ("user", request.User),
        ("verb", request.Verb),
        ("method", request.Method),
        ("uri", request.Uri),
        ("code", request.StatusCode),
        ("milliseconds", (long)request.Duration.TotalMilliseconds),
        ("userAgent", request.UserAgent));
}
