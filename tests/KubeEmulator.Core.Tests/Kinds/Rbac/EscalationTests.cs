using KubeEmulator.Api;
using KubeEmulator.Core.Tests.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Kinds.Rbac;

public class EscalationTests
{
    private const string Group = "rbac.authorization.k8s.io";
    private static readonly UserInfo User = new("jane", ["devs", "system:authenticated"]);

    [Theory]
    [InlineData("[{\"apiGroups\":[\"\"],\"resources\":[\"pods\"],\"verbs\":[\"get\",\"list\"]}]", null)]
    [InlineData("[{\"apiGroups\":[\"\"],\"resources\":[\"pods\"],\"verbs\":[\"get\"],\"resourceNames\":[\"a\"]}]", null)]
    [InlineData("[{\"apiGroups\":[\"apps\"],\"resources\":[\"deployments/scale\"],\"verbs\":[\"update\"]}]", null)]
    [InlineData("[{\"apiGroups\":[\"\"],\"resources\":[\"secrets\"],\"verbs\":[\"get\"],\"resourceNames\":[\"mine\"]}]", null)]
    [InlineData("[{\"apiGroups\":[\"\"],\"resources\":[\"secrets\"],\"verbs\":[\"get\"]}]", "{APIGroups:[\"\"], Resources:[\"secrets\"], Verbs:[\"get\"]}")]
    [InlineData("[{\"apiGroups\":[\"\"],\"resources\":[\"pods\"],\"verbs\":[\"get\",\"delete\",\"create\"]}]", "{APIGroups:[\"\"], Resources:[\"pods\"], Verbs:[\"delete\" \"create\"]}")]
    [InlineData("[{\"apiGroups\":[\"\"],\"resources\":[\"secrets\"],\"verbs\":[\"get\"],\"resourceNames\":[\"mine\",\"other\"]}]", "{APIGroups:[\"\"], Resources:[\"secrets\"], ResourceNames:[\"other\"], Verbs:[\"get\"]}")]
    [InlineData("[{\"apiGroups\":[\"b\",\"a\"],\"resources\":[\"x\"],\"verbs\":[\"*\"]}]", "{APIGroups:[\"a\"], Resources:[\"x\"], Verbs:[\"*\"]}\n{APIGroups:[\"b\"], Resources:[\"x\"], Verbs:[\"*\"]}")]
    public async Task Role_GrantsNoMoreThanItsWriterHas(string rules, string? missing)
    {
        var role = $"{{\"apiVersion\":\"{Group}/v1\",\"kind\":\"Role\",\"metadata\":{{\"name\":\"r\"}},\"rules\":{rules}}}";
        var told = await WriteAsync("roles", role);
        Assert.Equal(missing is null ? null : $"roles.{Group} \"r\" is forbidden: user \"jane\" (groups=[\"devs\" \"system:authenticated\"]) is attempting to grant RBAC permissions not currently held:\n{missing}", told);
    }

    [Fact]
    public async Task Role_WrittenBySomebodyWhoMayEscalate_GrantsAnything() =>
        Assert.Null(await WriteAsync("roles", Everything, "escalate"));

    [Fact]
    public async Task Role_WrittenByAMaster_GrantsAnything() =>
        Assert.Null(await WriteAsync("roles", Everything, user: UserInfo.Admin));

    [Fact]
    public async Task ClusterRole_ThatAggregates_NeedsAllRights()
    {
        var role = $"{{\"apiVersion\":\"{Group}/v1\",\"kind\":\"ClusterRole\",\"metadata\":{{\"name\":\"r\"}},\"aggregationRule\":{{\"clusterRoleSelectors\":[{{}}]}}}}";
        Assert.Equal($"clusterroles.{Group} \"r\" is forbidden: must have cluster-admin privileges to use the aggregationRule", await WriteAsync("clusterroles", role));
    }

    [Theory]
    [InlineData("known", null)]
    [InlineData("missing", "rolebindings.rbac.authorization.k8s.io \"missing\" not found")]
    [InlineData("strong", "rolebindings.rbac.authorization.k8s.io \"b\" is forbidden: user \"jane\" (groups=[\"devs\" \"system:authenticated\"]) is attempting to grant RBAC permissions not currently held:\n{NonResourceURLs:[\"/x\"], Verbs:[\"get\"]}")]
    public async Task Binding_GivesNoMoreThanItsWriterHas(string role, string? told) => Assert.Equal(told, await WriteAsync("rolebindings", Binding(role)));

    [Fact]
    public async Task Binding_WrittenBySomebodyWhoMayBind_GivesAnything() => Assert.Null(await WriteAsync("rolebindings", Binding("strong"), "bind"));

    private static string Everything => $"{{\"apiVersion\":\"{Group}/v1\",\"kind\":\"Role\",\"metadata\":{{\"name\":\"r\"}},\"rules\":[{{\"apiGroups\":[\"*\"],\"resources\":[\"*\"],\"verbs\":[\"*\"]}}]}}";

    private static string Binding(string role) =>
        $"{{\"apiVersion\":\"{Group}/v1\",\"kind\":\"RoleBinding\",\"metadata\":{{\"name\":\"b\"}},\"roleRef\":{{\"apiGroup\":\"{Group}\",\"kind\":\"ClusterRole\",\"name\":\"{role}\"}}}}";

    // What a user is told who holds a few rights; null where the write goes through.
    private static async Task<string?> WriteAsync(string resource, string document, string? mayAlso = null, UserInfo? user = null)
    {
        var (cluster, type) = RuleTable.Cluster(Group, "v1", resource);
        var roles = cluster.Services.Catalog.Find(Group, "v1", "clusterroles")!;
        foreach (var (name, rule) in ((string, string)[])[("known", "\"apiGroups\":[\"\"],\"resources\":[\"pods\"]"), ("strong", "\"nonResourceURLs\":[\"/x\"]")])
        {
            var role = $"{{\"apiVersion\":\"{Group}/v1\",\"kind\":\"ClusterRole\",\"metadata\":{{\"name\":\"{name}\"}},\"rules\":[{{{rule},\"verbs\":[\"get\"]}}]}}";
            await cluster.Api.CreateAsync(roles, "", RuleTable.Edited(role, ""), WriteOptions.None, cluster.Request);
        }

        cluster.Services.Rules = new HeldRules();
        cluster.Services.Authorizer = new OneVerb(mayAlso);
        try
        {
            await cluster.Api.CreateAsync(type, "default", RuleTable.Edited(document, ""), WriteOptions.None, new RequestContext(user ?? User));
            return null;
        }
        catch (ApiException refused)
        {
            return refused.Message;
        }
    }

    private sealed class HeldRules : IRuleResolver
    {
        public (IReadOnlyList<MapValue> Rules, string Error) RulesFor(UserInfo user, string @namespace) => (
        [
            (MapValue)Value.Parse("{\"apiGroups\":[\"\"],\"resources\":[\"pods\"],\"verbs\":[\"get\",\"list\"]}"),
            (MapValue)Value.Parse("{\"apiGroups\":[\"\"],\"resources\":[\"secrets\"],\"resourceNames\":[\"mine\"],\"verbs\":[\"*\"]}"),
            (MapValue)Value.Parse("{\"apiGroups\":[\"*\"],\"resources\":[\"*/scale\"],\"verbs\":[\"update\"]}"),
        ], "");
    }

    private sealed class OneVerb(string? verb) : IAuthorizer
    {
        public AuthorizationDecision Authorize(AuthorizationQuestion question) => new(question.Verb == verb, false, "");
    }
}
