using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What the rules of a container need to know about its pod.</summary>
internal sealed record ContainerScope(
    FieldErrors Errors,
    PodRuleOptions Options,
    IReadOnlyDictionary<string, MapValue> Volumes,
    IReadOnlySet<string> Claims,
    long? Grace,
    string RestartPolicy,
    bool HostUsers);
