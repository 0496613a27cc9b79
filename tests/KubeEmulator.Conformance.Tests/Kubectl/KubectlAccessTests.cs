using KubeEmulator.Conformance.Programs;

namespace KubeEmulator.Conformance.Kubectl;

/// <summary>Who may do what, and what admission says, as kubectl shows it.</summary>
public class KubectlAccessTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>
{
    private const string Privileged = """
        apiVersion: v1
        kind: Pod
        metadata: {name: privileged}
        spec:
          containers:
          - {name: main, image: "web:1", securityContext: {privileged: true}}
        """;

    [KubectlFact]
    public async Task WhoAmI_IsTheAdministrator()
    {
        var kubectl = await KubectlSession.StartAsync(cluster, "whoami");

        var text = await kubectl.OkAsync(null, "auth", "whoami");

        Assert.Contains("Username", text, StringComparison.Ordinal);
        Assert.Contains("system:masters", text, StringComparison.Ordinal);
    }

    [KubectlFact]
    public async Task CanI_FollowsRolesAndBindings()
    {
        var kubectl = await KubectlSession.StartAsync(cluster, "can-i");

        Assert.Equal("serviceaccount/robot created\n", await kubectl.OkAsync(null, "create", "serviceaccount", "robot"));
        Assert.Equal("role.rbac.authorization.k8s.io/reader created\n", await kubectl.OkAsync(null, "create", "role", "reader", "--verb=get,list", "--resource=pods,configmaps"));
        Assert.Equal("rolebinding.rbac.authorization.k8s.io/robot created\n", await kubectl.OkAsync(null, "create", "rolebinding", "robot", "--role=reader", "--serviceaccount=can-i:robot"));
        const string Robot = "--as=system:serviceaccount:can-i:robot";

        Assert.Equal("yes\n", await kubectl.OkAsync(null, "auth", "can-i", "list", "pods", Robot));
        Assert.Equal((1, "no\n"), await AskAsync(kubectl, "auth", "can-i", "delete", "pods", Robot));
        Assert.Equal((1, "no\n"), await AskAsync(kubectl, "auth", "can-i", "list", "pods", Robot, "--namespace=default"));
        var rights = await kubectl.OkAsync(null, "auth", "can-i", "--list", Robot);
        Assert.Matches(@"(?m)^configmaps\s+\[\]\s+\[\]\s+\[get list\]$", rights);
        Assert.Matches(@"(?m)^selfsubjectaccessreviews\.authorization\.k8s\.io\s+\[\]\s+\[\]\s+\[create\]$", rights);
    }

    [KubectlFact]
    public async Task CreateToken_IsTheServiceAccounts()
    {
        var kubectl = await KubectlSession.StartAsync(cluster, "tokens");
        await kubectl.OkAsync(null, "create", "serviceaccount", "robot");

        var token = (await kubectl.OkAsync(null, "create", "token", "robot", "--duration=10m")).Trim();

        // kubectl prefers the kubeconfig's certificate to a token, so the server is asked about it.
        var body = "{apiVersion: authentication.k8s.io/v1, kind: TokenReview, spec: {token: " + token + "}}";
        var review = await kubectl.OkAsync(body, "create", "-f", "-", "-o", "jsonpath={.status.user.username}");
        Assert.Equal("system:serviceaccount:tokens:robot", review);
    }

    [KubectlFact]
    public async Task PodSecurity_WarnsAndDenies()
    {
        var kubectl = await KubectlSession.StartAsync(cluster, "pod-security");
        await kubectl.OkAsync(null, "create", "serviceaccount", "default");

        await kubectl.OkAsync(null, "label", "namespace", "pod-security", "pod-security.kubernetes.io/warn=baseline");
        var warned = await kubectl.RunAsync(Privileged, "apply", "--dry-run=server", "-f", "-");
        await kubectl.OkAsync(null, "label", "namespace", "pod-security", "pod-security.kubernetes.io/enforce=baseline");
        var denied = await kubectl.RunAsync(Privileged, "apply", "-f", "-");

        Assert.Equal(0, warned.ExitCode);
        Assert.Contains("Warning: would violate PodSecurity \"baseline:latest\": privileged (container \"main\" must not set securityContext.privileged=true)", warned.Error, StringComparison.Ordinal);
        Assert.Equal(1, denied.ExitCode);
        Assert.Contains("pods \"privileged\" is forbidden: violates PodSecurity \"baseline:latest\"", denied.Error, StringComparison.Ordinal);
    }

    [KubectlFact]
    public async Task ValidatingPolicy_DeniesAndWarns()
    {
        var kubectl = await KubectlSession.StartAsync(cluster, "policy");
        await kubectl.OkAsync(
            """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicy
            metadata: {name: colors}
            spec:
              matchConstraints:
                namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: policy}}
                resourceRules:
                - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [configmaps]}
              validations:
              - {expression: "object.data.color != 'red'", messageExpression: "'no ' + object.data.color + ' here'"}
            ---
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicyBinding
            metadata: {name: colors}
            spec: {policyName: colors, validationActions: [Deny]}
            """,
            "apply", "-f", "-");

        var denied = await kubectl.RunAsync(null, "create", "configmap", "a", "--from-literal=color=red");

        Assert.Contains("ValidatingAdmissionPolicy 'colors' with binding 'colors' denied request: no red here", denied.Error, StringComparison.Ordinal);
        Assert.Equal("configmap/b created\n", await kubectl.OkAsync(null, "create", "configmap", "b", "--from-literal=color=blue"));
    }

    private static async Task<(int ExitCode, string Output)> AskAsync(KubectlSession kubectl, params string[] arguments)
    {
        var result = await kubectl.RunAsync(null, arguments);
        return (result.ExitCode, result.Output);
    }
}
