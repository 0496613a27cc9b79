using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>A label of the pods of one namespace, or of all where that is empty.</summary>
internal readonly record struct PodLabel(string Namespace, string Key, string Value)
{
    /// <summary>The labels without which a selector means no pod.</summary>
    public static IEnumerable<PodLabel> Needed(string @namespace, LabelSelector selector)
    {
        foreach (var requirement in selector.Requirements)
        {
            if (requirement is { Operator: SelectionOperator.Equals or SelectionOperator.DoubleEquals or SelectionOperator.In, Values: [var only] })
            {
                yield return new PodLabel(@namespace, requirement.Key, only);
            }
        }
    }

    /// <summary>The labels that a pod has, in its namespace.</summary>
    public static IEnumerable<PodLabel> Of(SchedulingPod pod)
    {
        foreach (var (key, value) in pod.Labels)
        {
            if (value is StringValue text)
            {
                yield return new PodLabel(pod.Namespace, key, text.Text);
            }
        }
    }
}
