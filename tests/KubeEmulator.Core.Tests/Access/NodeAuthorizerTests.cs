using KubeEmulator.Access;
using KubeEmulator.Api;
using KubeEmulator.Core.Tests.Api;
using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Access;

public sealed class NodeAuthorizerTests
{
    private readonly TestCluster _cluster = new();
    private readonly NodeAuthorizer _authorizer;

    public NodeAuthorizerTests()
    {
        _authorizer = new NodeAuthorizer(_cluster.Services.Store);
        var spec = Value.Parse("""{"nodeName":"n1","serviceAccountName":"bot","containers":[{"env":[{"valueFrom":{"secretKeyRef":{"name":"s"}}}]}],"volumes":[{"configMap":{"name":"c"}}]}""");
        var pod = MapValue.Of(("kind", "Pod"), ("apiVersion", "v1"), ("metadata", MapValue.Of(("name", "p"), ("namespace", "default"))), ("spec", spec));
        _cluster.Services.Store.Commit(new StoreWrite.Create(Pod, new KubeObject(pod)));
    }

    [Fact]
    public void Node_ReadsWhatItsPodsReferTo_AndLosesItWithThem()
    {
        Assert.True(Ask("n1", "get", "secrets", "s").Allowed);
        Assert.True(Ask("n1", "watch", "configmaps", "c").Allowed);

        _cluster.Services.Store.Commit(new StoreWrite.Delete(Pod, StoreWrite.AnyRevision));

        Assert.Equal("no relationship found between node 'n1' and this object", Ask("n1", "get", "secrets", "s").Reason);
    }

    [Theory]
    [InlineData("n2", "get", "secrets", "s", "no relationship found between node 'n2' and this object")]
    [InlineData("n1", "get", "secrets", "other", "no relationship found between node 'n1' and this object")]
    [InlineData("n1", "list", "secrets", "", "No Object name found")]
    [InlineData("n1", "delete", "secrets", "s", "can only read resources of this type")]
    [InlineData("n1", "list", "pods", "", "can only list/watch pods with spec.nodeName field selector")]
    public void Node_IsRefusedWhatIsNotIts(string node, string verb, string resource, string name, string reason)
    {
        var decision = Ask(node, verb, resource, name);

        Assert.False(decision.Allowed);
        Assert.Equal(reason, decision.Reason);
    }

    [Fact]
    public void Node_ListsItsOwnPods() =>
        Assert.True(_authorizer.Authorize(new AuthorizationQuestion(Node("n1"), "list") { Resource = "pods", FieldSelector = "spec.nodeName=n1" }).Allowed);

    [Fact]
    public void OtherUsers_AreNotItsBusiness() =>
        Assert.Equal(new AuthorizationDecision(false, false, ""), _authorizer.Authorize(new AuthorizationQuestion(new UserInfo("system:node:n1", []), "get") { Resource = "secrets" }));

    private static ObjectKey Pod { get; } = new("", "pods", "default", "p");

    private static UserInfo Node(string name) => new($"system:node:{name}", ["system:nodes"]);

    private AuthorizationDecision Ask(string node, string verb, string resource, string name) =>
        _authorizer.Authorize(new AuthorizationQuestion(Node(node), verb) { Resource = resource, Namespace = "default", Name = name });
}
