using KubeEmulator.Values;

namespace KubeEmulator.Bootstrap;

/// <summary>Whose requests a flow schema is for.</summary>
internal sealed record FlowSubject(string Kind, string Member, MapValue Who)
{
    public static FlowSubject User(string name) => new("User", "user", MapValue.Of(("name", name)));

    public static FlowSubject Group(string name) => new("Group", "group", MapValue.Of(("name", name)));

    public static FlowSubject ServiceAccounts(string @namespace) => new("ServiceAccount", "serviceAccount", MapValue.Of(("namespace", @namespace), ("name", "*")));

    public Value ToValue() => MapValue.Of(("kind", Kind), (Member, Who));
}
