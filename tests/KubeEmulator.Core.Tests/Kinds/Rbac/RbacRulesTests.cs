namespace KubeEmulator.Core.Tests.Kinds.Rbac;

public class RbacRulesTests
{
    private const string Role =
        "{\"apiVersion\":\"rbac.authorization.k8s.io/v1\",\"kind\":\"Role\",\"metadata\":{\"name\":\"r\"},\"rules\":[{\"apiGroups\":[\"\"],\"resources\":[\"pods\"],\"verbs\":[\"get\"]}]}";
    private const string ClusterRole =
        "{\"apiVersion\":\"rbac.authorization.k8s.io/v1\",\"kind\":\"ClusterRole\",\"metadata\":{\"name\":\"r\"},\"rules\":[{\"apiGroups\":[\"\"],\"resources\":[\"pods\"],\"verbs\":[\"get\"]}]}";
    private const string Binding =
        "{\"apiVersion\":\"rbac.authorization.k8s.io/v1\",\"kind\":\"RoleBinding\",\"metadata\":{\"name\":\"b\"},\"roleRef\":{\"kind\":\"ClusterRole\",\"name\":\"view\"},\"subjects\":[{\"kind\":\"User\",\"name\":\"u\"}]}";
    private const string ClusterBinding =
        "{\"apiVersion\":\"rbac.authorization.k8s.io/v1\",\"kind\":\"ClusterRoleBinding\",\"metadata\":{\"name\":\"b\"},\"roleRef\":{\"kind\":\"ClusterRole\",\"name\":\"view\"},\"subjects\":[{\"kind\":\"User\",\"name\":\"u\"}]}";

    /// <summary>What roles of a namespace and of the cluster refuse.</summary>
    public static TheoryData<string, string> BothRoles => new()
    {
        { "rules.0.verbs=[]", "rules[0].verbs: Required value: verbs must contain at least one value" },
        { "rules.0.apiGroups=null", "rules[0].apiGroups: Required value: resource rules must supply at least one api group" },
        { "rules.0.resources=[]", "rules[0].resources: Required value: resource rules must supply at least one resource" },
        { "rules.0.nonResourceURLs=[\"/a\"]", "rules[0].nonResourceURLs: Invalid value: [\"/a\"]: rules cannot apply to both regular resources and non-resource URLs" },
        { "metadata.finalizers=[\"nodomain\"]", "metadata.finalizers[0]: Invalid value: \"nodomain\": name is neither a standard finalizer name nor is it fully qualified" },
    };

    [Theory]
    [MemberData(nameof(BothRoles))]
    [InlineData("rules.0={\"nonResourceURLs\":[\"/a\"],\"verbs\":[\"get\"]}", "rules[0].nonResourceURLs: Invalid value: [\"/a\"]: namespaced rules cannot apply to non-resource URLs")]
    public async Task Role_Broken_TellsWhy(string edits, string error) => Assert.Contains(error, await RuleTable.CreateAsync("rbac.authorization.k8s.io", "v1", "roles", Role, edits));

    [Theory]
    [MemberData(nameof(BothRoles))]
    [InlineData("aggregationRule={\"clusterRoleSelectors\":[]}", "aggregationRule.clusterRoleSelectors: Required value: at least one clusterRoleSelector required if aggregationRule is non-nil")]
    [InlineData("aggregationRule={\"clusterRoleSelectors\":[{\"matchExpressions\":[{\"key\":\"a\",\"operator\":\"Is\"}]}]}", "aggregationRule.clusterRoleSelectors[0].matchExpressions[0].operator: Invalid value: \"Is\": not a valid selector operator")]
    [InlineData("aggregationRule={\"clusterRoleSelectors\":[{\"matchExpressions\":[{\"key\":\"a\",\"operator\":\"Is\"}]}]}", "aggregationRule.clusterRoleSelectors[0]: Invalid value: null: invalid label selector.")]
    public async Task ClusterRole_Broken_TellsWhy(string edits, string error) => Assert.Contains(error, await RuleTable.CreateAsync("rbac.authorization.k8s.io", "v1", "clusterroles", ClusterRole, edits));

    /// <summary>What bindings of a namespace and of the cluster refuse.</summary>
    public static TheoryData<string, string> BothBindings => new()
    {
        { "roleRef.apiGroup=\"example.com\"", "roleRef.apiGroup: Unsupported value: \"example.com\": supported values: \"rbac.authorization.k8s.io\"" },
        { "roleRef.name=\"\"", "roleRef.name: Required value" },
        { "roleRef.name=\"a/b\"", "roleRef.name: Invalid value: \"a/b\": may not contain '/'" },
        { "subjects.0.name=\"\"", "subjects[0].name: Required value" },
        { "subjects.0.kind=\"Robot\"", "subjects[0].kind: Unsupported value: \"Robot\": supported values: \"ServiceAccount\", \"User\", \"Group\"" },
        { "subjects.0.apiGroup=\"example.com\"", "subjects[0].apiGroup: Unsupported value: \"example.com\": supported values: \"rbac.authorization.k8s.io\"" },
        { "subjects.0={\"kind\":\"ServiceAccount\",\"name\":\"x\",\"namespace\":\"n\",\"apiGroup\":\"example.com\"}", "subjects[0].apiGroup: Unsupported value: \"example.com\": supported values: \"\"" },
        { "subjects.0={\"kind\":\"ServiceAccount\",\"name\":\"Bad_\",\"namespace\":\"n\"}", "subjects[0].name: Invalid value: \"Bad_\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')" },
        { "metadata.finalizers=[\"nodomain\"]", "metadata.finalizers[0]: Invalid value: \"nodomain\": name is neither a standard finalizer name nor is it fully qualified" },
    };

    [Theory]
    [MemberData(nameof(BothBindings))]
    [InlineData("roleRef.kind=\"Group\"", "roleRef.kind: Unsupported value: \"Group\": supported values: \"Role\", \"ClusterRole\"")]
    public async Task RoleBinding_Broken_TellsWhy(string edits, string error) => Assert.Contains(error, await RuleTable.CreateAsync("rbac.authorization.k8s.io", "v1", "rolebindings", Binding, edits));

    [Theory]
    [InlineData("roleRef.name=\"edit\"", "roleRef: Invalid value: {\"APIGroup\":\"rbac.authorization.k8s.io\",\"Kind\":\"ClusterRole\",\"Name\":\"edit\"}: cannot change roleRef")]
    public async Task RoleBinding_Changed_TellsWhy(string edits, string error) => Assert.Contains(error, await RuleTable.UpdateAsync("rbac.authorization.k8s.io", "v1", "rolebindings", Binding, edits));

    [Theory]
    [MemberData(nameof(BothBindings))]
    [InlineData("roleRef.kind=\"Group\"", "roleRef.kind: Unsupported value: \"Group\": supported values: \"ClusterRole\"")]
    [InlineData("roleRef.kind=\"Role\"", "roleRef.kind: Unsupported value: \"Role\": supported values: \"ClusterRole\"")]
    [InlineData("subjects.0={\"kind\":\"ServiceAccount\",\"name\":\"x\"}", "subjects[0].namespace: Required value")]
    public async Task ClusterRoleBinding_Broken_TellsWhy(string edits, string error) => Assert.Contains(error, await RuleTable.CreateAsync("rbac.authorization.k8s.io", "v1", "clusterrolebindings", ClusterBinding, edits));

    [Theory]
    [InlineData("roleRef.name=\"edit\"", "roleRef: Invalid value: {\"APIGroup\":\"rbac.authorization.k8s.io\",\"Kind\":\"ClusterRole\",\"Name\":\"edit\"}: cannot change roleRef")]
    public async Task ClusterRoleBinding_Changed_TellsWhy(string edits, string error) => Assert.Contains(error, await RuleTable.UpdateAsync("rbac.authorization.k8s.io", "v1", "clusterrolebindings", ClusterBinding, edits));
}
