using KubeEmulator.Api;
using KubeEmulator.Expressions;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>
/// Checks the expressions of a ValidatingAdmissionPolicy against the types that it matches. Upstream: apiserver
/// <c>pkg/admission/plugin/policy/validating/typechecking.go</c>. Pure.
/// </summary>
internal sealed class PolicyTypeCheck
{
    private const int MostTypes = 10;

    private readonly MapValue _spec;
    private readonly (GroupVersionKind Kind, AdmissionExpressions Expressions)[] _matched;

    private PolicyTypeCheck(ResourceCatalog catalog, MapValue spec)
    {
        _spec = spec;
        var parameters = spec.Map("paramKind") is { } kind ? catalog.FindKind(GroupVersion.Parse(kind.StringOrEmpty("apiVersion")), kind.StringOrEmpty("kind")) : null;
        var paramType = parameters is null ? CelType.Dyn : PublishedType.Of(parameters) ?? CelType.Dyn;
        _matched = [.. Types(catalog, spec)
            .Select(type => (Type: type, Declared: PublishedType.Of(type)))
            .Where(t => t.Declared is not null)
            .Select(t => (new GroupVersionKind(t.Type.Group, t.Type.Version, t.Type.Kind), Compiler(spec, t.Declared!, paramType)))];
    }

    /// <summary>The warnings as the policy's status has them; none where all is well, or where nothing is known of the types.</summary>
    public static IReadOnlyList<MapValue> Warnings(ResourceCatalog catalog, MapValue spec)
    {
        var check = new PolicyTypeCheck(catalog, spec);
        var warnings = new List<MapValue>();
        var index = 0;
        foreach (var validation in check._spec.Maps("validations"))
        {
            check.Add(warnings, $"spec.validations[{index}].expression", validation.StringOrEmpty("expression"));
            if (validation.String("messageExpression") is { Length: > 0 } message)
            {
                check.Add(warnings, $"spec.validations[{index}].messageExpression", message);
            }

            index++;
        }

        return warnings;
    }

    private void Add(List<MapValue> warnings, string field, string expression)
    {
        string[] found = [.. _matched.Select(m => (m.Kind, Text: m.Expressions.Check(expression))).Where(m => m.Text.Length > 0).Select(m => $"{Words(m.Kind)}: {m.Text}\n")];
        if (found.Length > 0)
        {
            warnings.Add(MapValue.Of(("fieldRef", field), ("warning", string.Join('\n', found))));
        }
    }

    private static AdmissionExpressions Compiler(MapValue spec, CelType matched, CelType parameters)
    {
        var expressions = new AdmissionExpressions(hasParams: spec.Map("paramKind") is not null, hasVariables: true) { Types = (matched, parameters) };
        foreach (var variable in spec.Maps("variables"))
        {
            expressions.CompileVariable(variable.StringOrEmpty("name"), variable.StringOrEmpty("expression"));
        }

        return expressions;
    }

    // A rule with a wildcard says too little; of subresources nothing is known.
    private static IEnumerable<ResourceType> Types(ResourceCatalog catalog, MapValue spec)
    {
        var found = new Dictionary<GroupVersionKind, ResourceType>();
        foreach (var rule in spec.Map("matchConstraints")?.Maps("resourceRules") ?? [])
        {
            var (groups, versions) = (Named(rule, "apiGroups"), Named(rule, "apiVersions"));
            var resources = rule.Strings("resources").Where(r => !r.Contains('*', StringComparison.Ordinal) && !r.Contains('/', StringComparison.Ordinal)).Order(StringComparer.Ordinal);
            var asked = from g in groups from v in versions from r in resources select (Group: g, Version: v, Resource: r);
            foreach (var type in asked.SelectMany(a => Resolve(catalog, a.Group, a.Version, a.Resource)).Take(MostTypes))
            {
                found.TryAdd(new GroupVersionKind(type.Group, type.Version, type.Kind), type);
            }
        }

        return found.Values.OrderBy(t => t.Group, StringComparer.Ordinal).ThenBy(t => t.Version, StringComparer.Ordinal).ThenBy(t => t.Kind, StringComparer.Ordinal);
    }

    // As the REST mapper: the empty group stands for any.
    private static IEnumerable<ResourceType> Resolve(ResourceCatalog catalog, string group, string version, string resource) =>
        catalog.Types.Where(t => t.Version == version && t.Plural.Equals(resource, StringComparison.OrdinalIgnoreCase) && (group.Length == 0 || t.Group == group));

    private static string[] Named(MapValue rule, string field)
    {
        string[] names = [.. rule.Strings(field).Order(StringComparer.Ordinal)];
        return Array.Exists(names, n => n.Contains('*', StringComparison.Ordinal)) ? [] : names;
    }

    private static string Words(GroupVersionKind kind) => $"{kind.Group}/{kind.Version}, Kind={kind.Kind}";
}
