using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Defaults of an admission policy's spec. Upstream: <c>pkg/apis/admissionregistration/v1/defaults.go</c>.</summary>
internal static class PolicyDefaults
{
    public static MapValue Spec(MapValue spec) => spec.WithDefault("failurePolicy", "Fail").EditMap("matchConstraints", RuleDefaults.Match);
}
