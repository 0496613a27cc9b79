using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Control;

/// <summary>Credentials for programs that are to be somebody.</summary>
internal static class AccessControl
{
    public static IEnumerable<IControlEndpoint> Of(EmulatedCluster cluster) =>
    [
        new ControlEndpoint("POST", "kubeconfigs", "A kubeconfig for a user, who need not be known yet; its token lasts as long as the cluster.", call =>
        {
            var body = ControlInput.Map(call);
            ControlInput.Only(body, "user", "groups", "server");
            var user = body.String("user") ?? throw new ArgumentException("user: a name such as jane or system:serviceaccount:default:web is needed");
            var server = body.String("server") ?? throw new ArgumentException("server: the address of the cluster is needed, as in the kubeconfig at hand");
            return Uri.TryCreate(server, UriKind.Absolute, out var address)
                ? ValueTask.FromResult<Value?>(MapValue.Of(("kubeconfig", cluster.As(user, [.. body.Strings("groups")]).Kubeconfig(address))))
                : throw new ArgumentException($"server: \"{server}\" is no address such as https://127.0.0.1:6443");
        })
        {
            Parameters =
            [
                new("user", "string", "The user's name.", IsRequired: true),
                new("groups", "array", "Groups beside those that such a user has anyway."),
                new("server", "string", "The address that the kubeconfig names.", IsRequired: true),
            ],
        },
    ];
}
