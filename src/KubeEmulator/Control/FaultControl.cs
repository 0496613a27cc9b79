using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Control;

/// <summary>The rules by which calls go wrong.</summary>
internal static class FaultControl
{
    public static IEnumerable<ControlEndpoint> Of(EmulatedCluster cluster) =>
    [
        new("GET", "faults", "The rules at work, and how often each has struck.", _ => ValueTask.FromResult<Value?>(
            MapValue.Of(("items", ListValue.From(cluster.Faults.Rules.Select(r => (Value)FaultText.Describe(r))))))),
        new("POST", "faults", $"Adds a rule: what happens ({string.Join(", ", FaultText.Names)}) and to which calls (verb, group, resource, namespace, name, user, skip, times, probability, lifetime).", call =>
            ValueTask.FromResult<Value?>(FaultText.Describe(cluster.Faults.Add(FaultText.Read(ControlInput.Map(call))))))
        {
            Parameters = FaultText.Parameters,
        },
        new("DELETE", "faults", "Takes all rules away.", _ =>
        {
            cluster.Faults.Clear();
            return ValueTask.FromResult<Value?>(null);
        }),
        new("DELETE", "faults/{id}", "Takes one rule away.", call =>
        {
            var id = call.PathValues["id"];
            var rule = cluster.Faults.Rules.FirstOrDefault(r => r.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) == id)
                ?? throw StatusDocument.NotFound(new GroupResource("", "faults"), id).ToException();
            rule.Dispose();
            return ValueTask.FromResult<Value?>(null);
        }),
    ];
}
