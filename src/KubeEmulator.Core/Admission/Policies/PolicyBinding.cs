using System.Runtime.CompilerServices;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission;

/// <summary>A binding of a validating or mutating policy, read once per version of the object.</summary>
internal sealed class PolicyBinding
{
    private static readonly ConditionalWeakTable<KubeObject, PolicyBinding> Cache = [];

    private PolicyBinding(KubeObject binding)
    {
        Name = binding.Name;
        PolicyName = binding.Spec.StringOrEmpty("policyName");
        Scope = binding.Spec.Map("matchResources") is { } match ? new PolicyScope(match) : null;
        ParamRef = binding.Spec.Map("paramRef");
        Actions = [.. binding.Spec.Strings("validationActions")];
    }

    public string Name { get; }

    public string PolicyName { get; }

    /// <summary>Which of the policy's requests it is for; null for all.</summary>
    public PolicyScope? Scope { get; }

    public MapValue? ParamRef { get; }

    /// <summary>What a refusal does: <c>Deny</c>, <c>Warn</c>, <c>Audit</c>.</summary>
    public IReadOnlyList<string> Actions { get; }

    public static PolicyBinding Of(KubeObject binding) => Cache.GetValue(binding, static b => new PolicyBinding(b));
}
