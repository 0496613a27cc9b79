using KubeEmulator.Access;
using KubeEmulator.Api;
using KubeEmulator.Core.Tests.Api;
using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Access;

public sealed class RbacAuthorizerTests
{
    private readonly TestCluster _cluster = new();
    private readonly IAuthorizer _authorizer;

    public RbacAuthorizerTests()
    {
        ClusterAccess.Attach(_cluster.Services, StaticTokens.None, null);
        _authorizer = _cluster.Services.Authorizer;
    }

    [Fact]
    public void Masters_MayDoEverything_WithoutAReason() =>
        Assert.Equal(new AuthorizationDecision(true, false, ""), Ask(UserInfo.Admin, "delete", "secrets"));

    [Fact]
    public void Nobody_MayDoNothing() =>
        Assert.Equal(new AuthorizationDecision(false, false, ""), Ask(new UserInfo("x", []), "get", "pods"));

    [Fact]
    public void RoleBinding_AllowsInItsNamespace_AndSaysHow()
    {
        Role("r", """[{"verbs":["get"],"apiGroups":[""],"resources":["configmaps"]}]""");
        Binding("b", "Role", "r", """[{"kind":"User","name":"ann"}]""");

        Assert.Equal("RBAC: allowed by RoleBinding \"b/default\" of Role \"r\" to User \"ann\"", Ask(Ann, "get", "configmaps").Reason);
        Assert.False(Ask(Ann, "list", "configmaps").Allowed);
        Assert.False(Ask(Ann, "get", "configmaps", "other").Allowed);
    }

    [Fact]
    public void ServiceAccountSubject_MatchesByNamespaceOfTheBinding()
    {
        Role("r", """[{"verbs":["*"],"apiGroups":["*"],"resources":["*"]}]""");
        Binding("b", "Role", "r", """[{"kind":"ServiceAccount","name":"bot"}]""");

        Assert.True(Ask(UserInfo.ServiceAccount("default", "bot"), "get", "pods").Allowed);
        Assert.False(Ask(UserInfo.ServiceAccount("other", "bot"), "get", "pods").Allowed);
    }

    [Fact]
    public void MissingRoles_AreNamedInTheRefusal()
    {
        Binding("a", "Role", "one", """[{"kind":"User","name":"ann"}]""");
        Binding("b", "ClusterRole", "two", """[{"kind":"User","name":"ann"}]""");

        Assert.Equal(
            "RBAC: [role.rbac.authorization.k8s.io \"one\" not found, clusterrole.rbac.authorization.k8s.io \"two\" not found]",
            Ask(Ann, "get", "pods").Reason);
    }

    [Theory]
    [InlineData("pods", "", "pods", "", true)]
    [InlineData("pods", "", "pods", "log", false)]
    [InlineData("pods/log", "", "pods", "log", true)]
    [InlineData("*/scale", "", "deployments", "scale", true)]
    [InlineData("*", "", "deployments", "scale", true)]
    [InlineData("secrets", "one", "secrets", "", false)]
    public void Rule_MatchesResourcesAndSubresources(string resources, string names, string resource, string subresource, bool allowed)
    {
        var rule = MapValue.Of(("verbs", ListValue.Of("get")), ("apiGroups", ListValue.Of("")), ("resources", ListValue.Of(resources)));
        if (names.Length > 0)
        {
            rule = rule.With("resourceNames", ListValue.Of(names));
        }

        Assert.Equal(allowed, new PolicyRule(rule).Allows(new AuthorizationQuestion(Ann, "get") { Resource = resource, Subresource = subresource, Name = "two" }));
    }

    [Theory]
    [InlineData("/healthz", "/healthz", true)]
    [InlineData("/healthz/*", "/healthz/etcd", true)]
    [InlineData("*", "/anything", true)]
    [InlineData("/healthz", "/healthz/etcd", false)]
    public void Rule_MatchesPaths(string url, string path, bool allowed)
    {
        var rule = new PolicyRule(MapValue.Of(("verbs", ListValue.Of("get")), ("nonResourceURLs", ListValue.Of(url))));

        Assert.Equal(allowed, rule.Allows(new AuthorizationQuestion(Ann, "get") { IsResourceRequest = false, Path = path }));
    }

    [Fact]
    public void BootstrapRoles_AreAllThere_WithTheirRules()
    {
        var documents = BootstrapRoles.Documents().ToList();

        Assert.Equal(69, documents.Count(d => d.StringOrEmpty("kind") == "ClusterRole"));
        Assert.Equal(50, documents.Count(d => d.StringOrEmpty("kind") == "ClusterRoleBinding"));
        Assert.Equal(["get", "list", "watch"], documents.First(d => d.StringAt("metadata", "name") == "system:aggregate-to-view").Maps("rules").First().Strings("verbs"));
    }

    private static UserInfo Ann { get; } = new("ann", ["system:authenticated"]);

    private AuthorizationDecision Ask(UserInfo user, string verb, string resource, string @namespace = "default") =>
        _authorizer.Authorize(new AuthorizationQuestion(user, verb) { Resource = resource, Namespace = @namespace });

    private void Role(string name, string rules) => Store("roles", "Role", name, ("rules", Value.Parse(rules)));

    private void Binding(string name, string roleKind, string role, string subjects) =>
        Store("rolebindings", "RoleBinding", name, ("subjects", Value.Parse(subjects)), ("roleRef", MapValue.Of(("kind", roleKind), ("name", role))));

    private void Store(string resource, string kind, string name, params (string Key, Value Value)[] members)
    {
        var document = MapValue.Of([("kind", kind), ("apiVersion", "rbac.authorization.k8s.io/v1"), ("metadata", MapValue.Of(("name", name), ("namespace", "default"))), .. members]);
        _cluster.Services.Store.Commit(new StoreWrite.Create(new ObjectKey("rbac.authorization.k8s.io", resource, "default", name), new KubeObject(document)));
    }
}
