using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Which names of a definition are free in its group; apiextensions' <c>pkg/controller/status/naming_controller.go</c>.</summary>
internal static class DefinitionNames
{
    private static readonly string[] NamesOfResources = ["plural", "singular"];

    /// <summary>The definition with the names it gets and the conditions that follow; itself where nothing changes.</summary>
    public static MapValue Settle(MapValue root, Snapshot snapshot, string now)
    {
        var definition = new Definition(root);
        if (SemanticEquality.Equal(definition.Names, definition.AcceptedNames))
        {
            return root;
        }

        var (names, fault) = Accept(definition, snapshot);
        var (status, reason, message) = fault is { } refused ? ("False", refused.Reason, refused.Message) : ("True", "NoConflicts", "no conflicts found");
        if (names.Equals(definition.AcceptedNames) && IsSame(Definition.Conditions.Find(root, "NamesAccepted"), status, reason, message))
        {
            return root;
        }

        var settled = root.With("status", definition.Status.With("acceptedNames", names));
        settled = Definition.Conditions.Set(settled, "NamesAccepted", status, reason, message, now);
        return Established(settled, namesAccepted: fault is null, now);
    }

    private static MapValue Established(MapValue root, bool namesAccepted, string now)
    {
        var old = Definition.Conditions.Find(root, "Established");
        var isTrue = old?.StringOrEmpty("status") == "True";
        if (!isTrue && namesAccepted)
        {
            return Definition.Conditions.Set(root, "Established", "False", "Installing", "the initial names have been accepted", now);
        }

        return old is null ? Definition.Conditions.Set(root, "Established", "False", "NotAccepted", "not all names are accepted", now) : root;
    }

    private static (MapValue Names, (string Reason, string Message)? Fault) Accept(Definition definition, Snapshot snapshot)
    {
        var (resources, kinds) = Taken(definition.Group, snapshot);
        var (wanted, accepted) = (definition.Names, definition.AcceptedNames);
        var names = new Dictionary<string, Value?>(StringComparer.Ordinal);
        (string Reason, string Message)? fault = null;
        One("plural", "PluralConflict", resources);
        One("singular", "SingularConflict", resources);
        var mine = accepted.Strings("shortNames").ToHashSet(StringComparer.Ordinal);
        string[] taken = [.. wanted.Strings("shortNames").Where(s => !mine.Contains(s) && resources.Contains(s)).Select(InUse)];
        names["shortNames"] = taken.Length == 0 ? wanted["shortNames"] : accepted["shortNames"];
        fault = taken.Length == 0 ? fault : ("ShortNamesConflict", taken.Length == 1 ? taken[0] : $"[{string.Join(", ", taken.Distinct())}]");
        One("kind", "KindConflict", kinds);
        One("listKind", "ListKindConflict", kinds);
        names["categories"] = wanted["categories"];

        var built = new MapBuilder();
        foreach (var key in (ReadOnlySpan<string>)["plural", "singular", "shortNames", "kind", "listKind", "categories"])
        {
            built[key] = names[key] ?? (key is "plural" or "kind" ? StringValue.Of("") : null);
        }

        return (built.Build(), fault);

        void One(string name, string reason, HashSet<string> used)
        {
            var (want, have) = (wanted.StringOrEmpty(name), accepted.StringOrEmpty(name));
            var free = want == have || !used.Contains(want);
            names[name] = free ? wanted[name] : accepted[name];
            fault = free ? fault : (reason, InUse(want));
        }
    }

    private static string InUse(string name) => $"{GoText.Quote(name)} is already in use";

    private static (HashSet<string> Resources, HashSet<string> Kinds) Taken(string group, Snapshot snapshot)
    {
        var resources = new HashSet<string>(StringComparer.Ordinal);
        var kinds = new HashSet<string>(StringComparer.Ordinal);
        foreach (var stored in snapshot.List(Definition.Resource))
        {
            var other = new Definition(stored.Root);
            if (other.Group != group)
            {
                continue;
            }

            resources.UnionWith(NamesOfResources.Select(other.AcceptedNames.StringOrEmpty));
            resources.UnionWith(other.AcceptedNames.Strings("shortNames"));
            kinds.Add(other.AcceptedNames.StringOrEmpty("kind"));
            kinds.Add(other.AcceptedNames.StringOrEmpty("listKind"));
        }

        return (resources, kinds);
    }

    private static bool IsSame(MapValue? condition, string status, string reason, string message) =>
        condition is not null && condition.StringOrEmpty("status") == status && condition.StringOrEmpty("reason") == reason && condition.StringOrEmpty("message") == message;
}
