using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission.PodSecurity;

/// <summary>A pod, or the template of one, as the checks look at it.</summary>
internal sealed class CheckedPod(MapValue annotations, MapValue spec)
{
    /// <summary>The pod's annotations.</summary>
    public MapValue Annotations { get; } = annotations;

    /// <summary>The pod's spec.</summary>
    public MapValue Spec { get; } = spec;

    /// <summary>The pod's own security context; empty where it has none.</summary>
    public MapValue Context { get; } = spec.Map("securityContext") ?? MapValue.Empty;

    /// <summary>The containers in the order in which messages name them.</summary>
    public IReadOnlyList<MapValue> Containers { get; } = [.. spec.Maps("initContainers"), .. spec.Maps("containers"), .. spec.Maps("ephemeralContainers")];

    /// <summary>Whether the pod runs on Windows, where the hardening of Linux means nothing.</summary>
    public bool IsWindows => Spec.StringAt("os", "name") == "windows";

    /// <summary>Whether root in the pod is not root on the node.</summary>
    public bool HasUserNamespace => Spec.Bool("hostUsers") == false;

    /// <summary>A container's security context; empty where it has none.</summary>
    public static MapValue ContextOf(MapValue container) => container.Map("securityContext") ?? MapValue.Empty;

    /// <summary>The names of the containers for which something holds.</summary>
    public List<string> Where(Func<MapValue, bool> holds) => [.. Containers.Where(holds).Select(c => c.StringOrEmpty("name"))];

    /// <summary><c>containers "a", "b"</c>.</summary>
    public static string Named(IReadOnlyCollection<string> containers) => $"{Plural("container", containers.Count)} {Quoted(containers)}";

    /// <summary><c>pod and container "a"</c>: who set something.</summary>
    public static string Setters(bool pod, IReadOnlyCollection<string> containers) => (pod, containers.Count) switch
    {
        (true, 0) => "pod",
        (true, _) => $"pod and {Named(containers)}",
        _ => Named(containers),
    };

    /// <summary><c>"a", "b"</c>.</summary>
    public static string Quoted(IEnumerable<string> items) => string.Join(", ", items.Select(i => $"\"{i}\""));

    /// <summary>The word for one or for several.</summary>
    public static string Plural(string word, int count) => count == 1 ? word : word + "s";

    /// <summary>An annotation as messages show it.</summary>
    public static string Annotation(string key, string value) => $"{key}={GoText.Quote(value)}";
}
