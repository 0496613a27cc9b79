using KubeEmulator.Objects;
using static KubeEmulator.Expressions.Declare;

namespace KubeEmulator.Expressions;

/// <summary>Authorization checks (apiserver pkg/cel/library/authz.go), selectors included.</summary>
internal static class AuthorizerLibrary
{
    public static IEnumerable<CelFunction> All =>
    [
        Function("path", Member("authorizer_path", "Authorizer, string -> PathCheck", a => Text(a[1]).Trim().Length == 0
            ? new CelError("path must not be empty")
            : Start(a[0], new CelAuthorizationCheck { Path = Text(a[1]) }, CelKubernetesTypes.PathCheck))),
        Function("group", Member("authorizer_group", "Authorizer, string -> GroupCheck", a =>
            Start(a[0], new CelAuthorizationCheck { Group = Text(a[1]) }, CelKubernetesTypes.GroupCheck))),
        Function("serviceAccount", Member("authorizer_serviceaccount", "Authorizer, string, string -> Authorizer", ServiceAccount)),
        Function("resource", Member("groupcheck_resource", "GroupCheck, string -> ResourceCheck", a => Text(a[1]).Trim().Length == 0
            ? new CelError("resource must not be empty")
            : Check(a[0]).With(Check(a[0]).Check with { Resource = Text(a[1]) }, CelKubernetesTypes.ResourceCheck))),
        Part("subresource", "resourcecheck_subresource", (check, text) => check with { Subresource = text }),
        Part("namespace", "resourcecheck_namespace", (check, text) => check with { Namespace = text }),
        Part("name", "resourcecheck_name", (check, text) => check with { Name = text }),
        Part("fieldSelector", "authorizer_fieldselector", (check, text) => check with { FieldSelector = text }),
        Part("labelSelector", "authorizer_labelselector", (check, text) => check with { LabelSelector = text }),
        Function(
            "check",
            Member("pathcheck_check", "PathCheck, string -> Decision", a => Check(a[0]).Decide(Text(a[1]))),
            Member("resourcecheck_check", "ResourceCheck, string -> Decision", a => Check(a[0]).Decide(Text(a[1])))),
        Function("errored", Member("decision_errored", "Decision -> bool", a => CelBool.Of(Decision(a[0]).Error is not null))),
        Function("error", Member("decision_error", "Decision -> string", a => CelString.Of(Decision(a[0]).Error ?? ""))),
        Function("allowed", Member("decision_allowed", "Decision -> bool", a => CelBool.Of(Decision(a[0]).Allowed))),
        Function("reason", Member("decision_reason", "Decision -> string", a => CelString.Of(Decision(a[0]).Reason))),
    ];

    private static string Text(CelValue value) => ((CelString)value).Text;

    private static CelCheckValue Check(CelValue value) => (CelCheckValue)value;

    private static CelAuthorizationDecision Decision(CelValue value) => ((CelDecisionValue)value).Decision;

    private static CelCheckValue Start(CelValue authorizer, CelAuthorizationCheck check, CelType type) =>
        new(((CelAuthorizerValue)authorizer).Authorizer, check, type);

    private static CelFunction Part(string name, string id, Func<CelAuthorizationCheck, string, CelAuthorizationCheck> set) =>
        Function(name, Member(id, "ResourceCheck, string -> ResourceCheck", a => Check(a[0]).With(set(Check(a[0]).Check, Text(a[1])))));

    private static CelValue ServiceAccount(CelValue[] a)
    {
        var (space, name) = (Text(a[1]), Text(a[2]));
        return NameRules.CheckDns1123Subdomain(name).Count > 0 ? new CelError("Invalid service account name")
            : NameRules.CheckDns1123Label(space).Count > 0 ? new CelError("Invalid service account namespace")
            : new CelAuthorizerValue(((CelAuthorizerValue)a[0]).Authorizer.ForServiceAccount(space, name));
    }
}
