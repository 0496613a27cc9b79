using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Rows of webhook configurations, policies and bindings. Upstream: <c>pkg/printers/internalversion/printers.go</c>.</summary>
internal static class AdmissionColumns
{
    public static readonly TableColumns Webhooks = Rows.Aged(o => [o.Root.List("webhooks")?.Count ?? 0]);
    public static readonly TableColumns Validating = Rows.Aged(o => [o.Spec.List("validations")?.Count ?? 0, ParamKind(o)]);
    public static readonly TableColumns Mutating = Rows.Aged(o => [o.Spec.List("mutations")?.Count ?? 0, ParamKind(o)]);
    public static readonly TableColumns Binding = Rows.Aged(o => [o.Spec.StringOrEmpty("policyName"), ParamRef(o)]);

    private static string ParamKind(KubeObject o) =>
        o.Spec.Map("paramKind") is { } kind ? $"{kind.StringOrEmpty("apiVersion")}/{kind.StringOrEmpty("kind")}" : "<unset>";

    private static string ParamRef(KubeObject o)
    {
        if (o.Spec.Map("paramRef") is not { } reference)
        {
            return "<unset>";
        }

        return reference.String("name") is { Length: > 0 } name
            ? $"{ShortList.Or(reference.String("namespace"), "*")}/{name}"
            : Cells.Selector(reference["selector"]);
    }
}
