namespace KubeEmulator.Api;

/// <summary>Who makes a request, as authentication found it.</summary>
/// <param name="Name">The user name, such as <c>system:serviceaccount:default:web</c>.</param>
/// <param name="Groups">The groups, <c>system:authenticated</c> included.</param>
public sealed record UserInfo(string Name, IReadOnlyList<string> Groups)
{
    /// <summary>The user's uid; empty where there is none.</summary>
    public string Uid { get; init; } = "";

    /// <summary>What else authentication knows, by key.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The cluster administrator: member of <c>system:masters</c>.</summary>
    public static UserInfo Admin { get; } = new("kubernetes-admin", ["system:masters", "system:authenticated"]);

    /// <summary>A request without credentials.</summary>
    public static UserInfo Anonymous { get; } = new("system:anonymous", ["system:unauthenticated"]);

    /// <summary>A service account by namespace and name, with the groups Kubernetes gives it.</summary>
    public static UserInfo ServiceAccount(string @namespace, string name) =>
        new($"system:serviceaccount:{@namespace}:{name}", ["system:serviceaccounts", $"system:serviceaccounts:{@namespace}", "system:authenticated"]);

    /// <summary>A component of the control plane, such as <c>system:kube-scheduler</c>.</summary>
    public static UserInfo Component(string name) => new(name, ["system:authenticated"]);
}
