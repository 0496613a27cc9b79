using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Control;

/// <summary>Fault rules as JSON: <c>{"fault": "conflict", "verb": "update", "resource": "leases", "times": 2}</c>.</summary>
internal static class FaultText
{
    private static readonly string[] Members =
    [
        "fault", "code", "reason", "message", "retryAfterSeconds", "latency", "after", "revisions",
        "verb", "group", "resource", "namespace", "name", "user", "skip", "times", "probability", "lifetime",
    ];

    private static readonly Dictionary<string, Func<MapValue, InjectedFault>> Faults = new(StringComparer.Ordinal)
    {
        ["conflict"] = _ => Fault.Conflict(),
        ["tooManyRequests"] = body => Fault.TooManyRequests((int)(body.Integer("retryAfterSeconds") ?? 1)),
        ["internalError"] = body => Fault.InternalError(Message(body)),
        ["unavailable"] = body => Fault.Unavailable(Message(body)),
        ["status"] = body => Fault.Status((int)(body.Integer("code") ?? 500), body.String("reason") ?? "InternalError", Message(body)),
        ["latency"] = body => Fault.Latency(ControlInput.Duration(body, "latency")),
        ["connectionReset"] = _ => Fault.ConnectionReset(),
        ["commitThenReset"] = _ => Fault.CommitThenReset(),
        ["commitThenTimeout"] = _ => Fault.CommitThenTimeout(),
        ["watchDropped"] = body => Fault.WatchDropped(After(body)),
        ["watchStalled"] = body => Fault.WatchStalled(After(body)),
        ["watchExpired"] = body => Fault.WatchExpired(After(body)),
        ["watchDuplicates"] = body => Fault.WatchDuplicates(After(body)),
        ["watchReorders"] = body => Fault.WatchReorders(After(body)),
        ["staleList"] = body => Fault.StaleList(body.Integer("revisions") ?? 1),
    };

    /// <summary>What may go wrong.</summary>
    public static IEnumerable<string> Names => Faults.Keys;

    /// <summary>The members of a rule, for the OpenAPI document.</summary>
    public static IReadOnlyList<ControlParameter> Parameters =>
    [
        .. Members.Select(member => new ControlParameter(
            member,
            member switch
            {
                "code" or "retryAfterSeconds" or "after" or "revisions" or "skip" or "times" => "integer",
                "probability" => "number",
                _ => "string",
            },
            member == "fault" ? $"What happens: {string.Join(", ", Names)}." : $"The rule's {member}.",
            IsRequired: member == "fault")),
    ];

    /// <exception cref="ArgumentException">The text makes no rule; the message says why.</exception>
    public static FaultRule Read(MapValue body)
    {
        ControlInput.Only(body, Members);
        var name = body.StringOrEmpty("fault");
        if (!Faults.TryGetValue(name, out var make))
        {
            throw new ArgumentException($"fault: \"{name}\" is unknown; known are {string.Join(", ", Names)}");
        }

        return new FaultRule
        {
            Fault = make(body),
            Verb = body.String("verb"),
            Group = body.String("group"),
            Resource = body.String("resource"),
            Namespace = body.String("namespace"),
            Name = body.String("name"),
            User = body.String("user"),
            Skip = (int)(body.Integer("skip") ?? 0),
            Times = (int?)body.Integer("times"),
            Probability = body["probability"] is NumberValue chance ? chance.AsDouble : 1,
            Lifetime = ControlInput.OptionalDuration(body, "lifetime"),
        };
    }

    public static MapValue Describe(ActiveFault active)
    {
        var rule = active.Rule;
        var text = new MapBuilder { { "id", active.Id }, { "hits", active.Hits } };
        foreach (var (member, value) in ((string, string?)[])[("verb", rule.Verb), ("group", rule.Group), ("resource", rule.Resource), ("namespace", rule.Namespace), ("name", rule.Name), ("user", rule.User)])
        {
            if (value is not null)
            {
                text[member] = value;
            }
        }

        if (rule.Times is { } times)
        {
            text["times"] = times;
        }

        text["effect"] = Effect(rule.Fault);
        return text.Build();
    }

    private static string Effect(InjectedFault fault)
    {
        var parts = new List<string>();
        if (fault.Latency > TimeSpan.Zero)
        {
            parts.Add($"held for {fault.Latency}");
        }

        if (fault.AfterCommit)
        {
            parts.Add("carried out");
        }

        if (fault.ConnectionReset)
        {
            parts.Add("connection reset");
        }

        if (fault.Status is { } status)
        {
            parts.Add($"answered {status.Code} {status.Reason}");
        }

        if (fault.Watch is { } watch)
        {
            parts.Add($"watch: {watch.Kind} after {watch.After} events");
        }

        if (fault.StaleBy > 0)
        {
            parts.Add($"list up to {fault.StaleBy} revisions old");
        }

        return string.Join(", ", parts);
    }

    private static string Message(MapValue body) => body.String("message") ?? "injected fault";

    private static int After(MapValue body) => (int)(body.Integer("after") ?? 0);
}
