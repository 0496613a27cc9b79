using KubeEmulator.Objects;
using KubeEmulator.Storage;

namespace KubeEmulator.Nodes.Stages;

/// <summary>The Stages that are objects of the cluster, where their CustomResourceDefinition is installed. Used on the cluster's executor.</summary>
internal sealed class StageObjects(ClusterStages stages, Action<KubeObject, string> refuse)
{
    /// <summary>Where they are stored.</summary>
    public static readonly GroupResource Resource = new("kwok.x-k8s.io", "stages");

    private readonly Dictionary<string, string> _byName = new(StringComparer.Ordinal);

    /// <summary>Begins with the objects of a snapshot.</summary>
    public void Begin(IEnumerable<KubeObject> objects)
    {
        var present = objects.ToDictionary(o => o.Name, StringComparer.Ordinal);
        foreach (var name in _byName.Keys.Where(n => !present.ContainsKey(n)).ToArray())
        {
            Remove(name);
        }

        foreach (var stage in present.Values)
        {
            Take(stage);
        }
    }

    public void Take(Change change)
    {
        if (change.Type == ChangeType.Deleted)
        {
            Remove(change.Key.Name);
        }
        else
        {
            Take(change.Object);
        }
    }

    private void Take(KubeObject stage)
    {
        // Its status and labels may change, also by a Stage for Stages: what it says is the spec.
        var spec = stage.Spec.ToString();
        if (_byName.GetValueOrDefault(stage.Name) == spec)
        {
            return;
        }

        _byName[stage.Name] = spec;
        try
        {
            stages.Add(StageFiles.Read(stage.Root, "the object"));
        }
        catch (StageException wrong)
        {
            stages.Remove(stage.Name);
            refuse(stage, wrong.Message);
        }
    }

    private void Remove(string name)
    {
        _byName.Remove(name);
        stages.Remove(name);
    }
}
