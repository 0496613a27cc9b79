using System.Net;
using KubeEmulator.Api;
using KubeEmulator.Objects;

namespace KubeEmulator.Tests.Access;

public sealed class ActingUserTests
{
    private const string Account = "system:serviceaccount:default:operator";
    private const string Grant = """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: reader, namespace: default}
        rules:
        - {apiGroups: [""], resources: [configmaps], verbs: [get, list]}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: reader, namespace: default}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
        subjects:
        - {kind: ServiceAccount, name: operator, namespace: default}
        """;

    [Theory]
    [InlineData("alice", "system:authenticated")]
    [InlineData("system:node:n1", "system:nodes system:authenticated")]
    [InlineData(Account, "system:serviceaccounts system:serviceaccounts:default system:authenticated")]
    [InlineData("system:anonymous", "system:unauthenticated")]
    public async Task Groups_AreThoseOfSuchUsers(string user, string groups)
    {
        await using var cluster = await StartAsync();

        Assert.Equal(groups, string.Join(' ', cluster.As(user).User.Groups));
        Assert.Equal($"dev {groups}", string.Join(' ', cluster.As(user, "dev").User.Groups));
    }

    [Fact]
    public async Task Rights_GrantedByARole_HoldInProcessAndOverHttp()
    {
        await using var cluster = await StartAsync();
        await cluster.Objects.ApplyAsync(Grant);
        var account = cluster.As(Account);
        var configMaps = account.Api.Catalog.Find("", "v1", "configmaps")!;
        using var client = new HttpClient(account.CreateHandler()) { BaseAddress = new Uri("http://cluster") };

        Assert.NotNull(account.Api.List(configMaps, "default", new ListOptions()));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/namespaces/default/configmaps")).StatusCode);
        var refused = Assert.Throws<ApiException>(() => account.Api.List(configMaps, "kube-system", new ListOptions()));
        Assert.Equal("configmaps is forbidden: User \"system:serviceaccount:default:operator\" cannot list resource \"configmaps\" in API group \"\" in the namespace \"kube-system\"", refused.Message);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/api/v1/namespaces/kube-system/configmaps")).StatusCode);
    }

    [Fact]
    public async Task Kubeconfig_IsTheUsers()
    {
        await using var cluster = await StartAsync();
        var address = await cluster.ListenAsync(tls: false);

        var kubeconfig = cluster.As("alice").Kubeconfig(address);
        var token = kubeconfig.Split("token: ")[1].Split('\n')[0];
        using var client = new HttpClient { BaseAddress = address, DefaultRequestHeaders = { Authorization = new("Bearer", token) } };
        using var answer = await client.GetAsync("/api/v1/secrets");

        Assert.Contains("User \\\"alice\\\" cannot list", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MinimalRole_IsWhatTheRunNeeded_AndGrantsIt()
    {
        await using var cluster = await StartAsync();
        var account = cluster.As(Account);
        using var client = new HttpClient(account.CreateHandler()) { BaseAddress = new Uri("http://cluster") };
        var configMaps = account.Api.Catalog.Find("", "v1", "configmaps")!;

        await client.GetAsync("/apis");
        await client.GetAsync("/api/v1/namespaces/default/configmaps/a");
        await client.GetAsync("/api/v1/namespaces/default/secrets/a");
        await client.GetAsync("/api/v1/nodes");
        Assert.Throws<ApiException>(() => account.Api.List(configMaps, "default", new ListOptions()));
        var roles = cluster.Access.MinimalRole(Account);

        Assert.Equal(
            """
            {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRole","metadata":{"name":"default-operator"},"rules":[{"apiGroups":[""],"resources":["nodes"],"verbs":["list"]}]}
            {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"Role","metadata":{"name":"default-operator","namespace":"default"},"rules":[{"apiGroups":[""],"resources":["configmaps"],"verbs":["get","list"]},{"apiGroups":[""],"resources":["secrets"],"verbs":["get"]}]}
            """.ReplaceLineEndings("\n"),
            string.Join('\n', roles.Roles));
        await cluster.Objects.ApplyAsync(roles.ToYaml());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/nodes")).StatusCode);
        Assert.NotNull(account.Api.List(configMaps, "default", new ListOptions()));
    }

    [Fact]
    public async Task Apply_ThatCreates_NeedsTheRightToCreateToo()
    {
        await using var cluster = await StartAsync();
        using var client = new HttpClient(cluster.As("alice", "system:masters").CreateHandler()) { BaseAddress = new Uri("http://cluster") };
        using var body = new StringContent("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}", System.Text.Encoding.UTF8, "application/apply-patch+yaml");

        await client.PatchAsync("/api/v1/namespaces/default/configmaps/a?fieldManager=test", body);

        Assert.Equal(["create", "patch"], cluster.Access.Used("alice").Select(right => right.Verb).Order());
    }

    [Fact]
    public async Task MinimalRole_ByName_NamesWhatCanBeNamed()
    {
        await using var cluster = await StartAsync();
        using var client = new HttpClient(cluster.As("alice").CreateHandler()) { BaseAddress = new Uri("http://cluster") };

        await client.GetAsync("/api/v1/nodes/b");
        await client.GetAsync("/api/v1/nodes/a");
        await client.DeleteAsync("/api/v1/nodes");
        var role = Assert.Single(cluster.Access.MinimalRole("alice", byName: true).Roles);

        Assert.Equal("""[{"apiGroups":[""],"resources":["nodes"],"verbs":["deletecollection"]},{"apiGroups":[""],"resources":["nodes"],"verbs":["get"],"resourceNames":["a","b"]}]""", role["rules"]!.ToString());
    }

    [Fact]
    public async Task Manifest_ThatDoesNotFitTheRun_IsToldApart()
    {
        await using var cluster = await StartAsync();
        await cluster.Objects.ApplyAsync(Grant);
        using var client = new HttpClient(cluster.As(Account).CreateHandler()) { BaseAddress = new Uri("http://cluster") };

        await client.GetAsync("/api/v1/namespaces/default/configmaps");
        await client.GetAsync("/api/v1/namespaces/default/pods");
        var fault = Assert.Throws<RightsException>(() => cluster.Access.RequireExactly(Account, Grant));

        Assert.Equal(
            """
            system:serviceaccount:default:operator used what the manifest does not grant:
              list pods in namespace default
            system:serviceaccount:default:operator never used what the manifest grants:
              get configmaps in namespace default (Role reader)
            """.ReplaceLineEndings("\n"),
            fault.Message);
        Assert.True(cluster.Access.Compare(Account, cluster.Access.MinimalRole(Account).ToYaml()).IsExact);
    }

    private static Task<EmulatedCluster> StartAsync() => EmulatedCluster.StartAsync(new EmulatedClusterOptions { ApiOnly = true });
}
