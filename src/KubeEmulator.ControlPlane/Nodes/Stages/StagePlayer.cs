using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Stages;

/// <summary>
/// Plays Stages: looks at every change of an object that Stages are for, chooses one that matches, waits, and does its steps; kwok's
/// <c>stage_controller.go</c>. A change of the object chooses anew. Used on the cluster's executor, but for what is said otherwise.
/// </summary>
internal sealed class StagePlayer : IAsyncDisposable
{
    // So often within a second no Stage plays one object unless it matches its own result.
    private const int MostPlays = 100;
    private static readonly TimeSpan PlaysWithin = TimeSpan.FromSeconds(1);

    private static readonly GroupResource Pods = new("", "pods");
    private static readonly GroupResource NodeResource = new("", "nodes");

    private readonly ClusterStages _stages;
    private readonly ClusterServices _services;
    private readonly SerialExecutor _executor;
    private readonly KubeletHost? _kubelets;
    private readonly StageActs _acts;
    private readonly StageObjects _objects;
    private readonly LogFollower _follower;
    private readonly Dictionary<ObjectKey, StageJob> _jobs = [];
    private readonly Dictionary<ObjectKey, (DateTimeOffset Since, int Plays)> _plays = [];
    private Dictionary<GroupResource, Stage[]> _byResource = [];
    private ResourceCatalog? _catalog;

    public StagePlayer(ClusterStages stages, ControlPlaneRuntime runtime, KubeletHost? kubelets)
    {
        (_stages, _services, _executor, _kubelets) = (stages, runtime.Services, runtime.Executor, kubelets);
        _acts = new StageActs(_services, kubelets);
        _objects = new StageObjects(stages, (stage, message) => _executor.Post(() => _acts.RefuseAsync(stage, message)));
        _follower = runtime.Follow(OnStart, OnChange);
        if (kubelets is not null)
        {
            kubelets.NodeStarted = LookAtPodsOf;
        }
    }

    /// <summary>What went wrong. Any thread.</summary>
    public IReadOnlyList<string> Faults => _acts.Faults;

    /// <summary>Whether a Stage has patched an object: its field manager is in the object, so that forks and restores know it too.</summary>
    public static bool HasPlayed(KubeObject target) => target.Metadata.Root.Maps("managedFields").Any(m => m.String("manager") == StageActs.Manager);

    /// <summary>Takes the Stages as they are now. Any thread.</summary>
    public void StagesChanged() => _executor.Post(() =>
    {
        (_catalog, var before) = (null, _byResource);
        Resolve();
        foreach (var resource in before.Keys.Except(_byResource.Keys))
        {
            Forget(resource);
        }

        foreach (var resource in _byResource.Keys)
        {
            LookAtAll(resource);
        }

        _kubelets?.OwnersChanged();
        return ValueTask.CompletedTask;
    });

    public async ValueTask DisposeAsync()
    {
        await _follower.DisposeAsync().ConfigureAwait(false);
        foreach (var job in _jobs.Values)
        {
            job.Timer?.Dispose();
        }
    }

    private void OnStart(Snapshot snapshot)
    {
        foreach (var key in _jobs.Keys.ToArray())
        {
            Cancel(key);
        }

        _plays.Clear();
        _objects.Begin(snapshot.List(StageObjects.Resource));
        Resolve();
        foreach (var resource in _byResource.Keys)
        {
            LookAtAll(resource);
        }
    }

    private void OnChange(Change change)
    {
        if (change.Key.Resource == StageObjects.Resource)
        {
            _objects.Take(change);
        }

        foreach (var resource in Resolve())
        {
            LookAtAll(resource);
        }

        if (!_byResource.ContainsKey(change.Key.Resource))
        {
            return;
        }

        if (change.Type == ChangeType.Deleted)
        {
            Cancel(change.Key);
            _plays.Remove(change.Key);
            _acts.Addresses.Release(change.Object.Metadata.Uid);
        }
        else
        {
            Look(change.Key, change.Object);
        }
    }

    // Kinds come and go with their definitions; the catalog is swapped whole, so that looking costs nothing.
    private IReadOnlyList<GroupResource> Resolve()
    {
        var catalog = _services.Catalog;
        if (ReferenceEquals(catalog, _catalog))
        {
            return [];
        }

        var before = _byResource;
        _catalog = catalog;
        _byResource = _stages.All
            .Select(s => (Stage: s, Type: catalog.FindKind(s.Target.GroupVersion, s.Kind)))
            .Where(s => s.Type is not null)
            .GroupBy(s => s.Type!.StorageResource)
            .ToDictionary(g => g.Key, g => g.Select(s => s.Stage).ToArray());
        return [.. _byResource.Keys.Except(before.Keys)];
    }

    private void LookAtAll(GroupResource resource)
    {
        foreach (var target in _services.Store.Current.List(resource))
        {
            var key = new ObjectKey(resource, target.Namespace, target.Name);
            Cancel(key);
            Look(key, target);
        }
    }

    private void LookAtPodsOf(string node)
    {
        foreach (var pod in _byResource.ContainsKey(Pods) ? _services.Store.Current.ByIndex(StoreIndex.PodsByNode, node) : [])
        {
            Look(new ObjectKey(Pods, pod.Namespace, pod.Name), pod);
        }
    }

    private void Look(ObjectKey key, KubeObject target)
    {
        if (_jobs.TryGetValue(key, out var known) && known.Target.Metadata.Revision >= target.Metadata.Revision)
        {
            return;
        }

        Cancel(key);
        if (!IsPlayed(key.Resource, target) || StageChoice.Choose(_byResource[key.Resource], target, _services.Random) is not { } stage)
        {
            return;
        }

        if (key.Resource == Pods)
        {
            _acts.Addresses.Keep(target);
        }

        var now = _services.Clock.GetUtcNow();
        Start(key, new StageJob(stage, target), now + StageChoice.Wait(stage, target, now, _services.Random));
    }

    // Pods wait for a node, and a node that is off or cut off plays nothing.
    private bool IsPlayed(GroupResource resource, KubeObject target)
    {
        var node = resource == Pods ? target.Spec.StringOrEmpty("nodeName") : resource == NodeResource ? target.Name : null;
        return node is null || (node.Length > 0 && (_kubelets is null || !_kubelets.Kubelets.TryGetValue(node, out var kubelet) || kubelet.IsAlive));
    }

    private void Start(ObjectKey key, StageJob job, DateTimeOffset due)
    {
        _jobs[key] = job;
        if (due > _services.Clock.GetUtcNow())
        {
            job.Timer = _executor.PostAt(due, () => PlayAsync(key, job));
        }
        else
        {
            _executor.Post(() => PlayAsync(key, job));
        }
    }

    private async ValueTask PlayAsync(ObjectKey key, StageJob job)
    {
        // A change may have come meanwhile, which chose anew.
        if (!_jobs.TryGetValue(key, out var current) || !ReferenceEquals(current, job))
        {
            return;
        }

        if (!IsPlayed(key.Resource, job.Target))
        {
            Cancel(key);
            return;
        }

        if (!await MayPlayAsync(key, job).ConfigureAwait(false))
        {
            return;
        }

        job.Timer = null;
        var again = await _acts.PlayAsync(key.Resource, job).ConfigureAwait(false);
        if (again is { } wait && _jobs.TryGetValue(key, out current) && ReferenceEquals(current, job))
        {
            Start(key, job, _services.Clock.GetUtcNow() + wait);
        }
    }

    private async ValueTask<bool> MayPlayAsync(ObjectKey key, StageJob job)
    {
        var now = _services.Clock.GetUtcNow();
        var (since, plays) = _plays.GetValueOrDefault(key, (now, 0));
        (since, plays) = now - since > PlaysWithin ? (now, 1) : (since, plays + 1);
        _plays[key] = (since, plays);
        if (plays == MostPlays)
        {
            await _acts.FaultAsync(job, $"it was played {MostPlays} times within a second and is stopped: its selector matches what it makes; give it a delay, or a condition that its result does not meet").ConfigureAwait(false);
        }

        return plays < MostPlays;
    }

    private void Forget(GroupResource resource)
    {
        foreach (var key in _jobs.Keys.Where(k => k.Resource == resource).ToArray())
        {
            Cancel(key);
        }
    }

    private void Cancel(ObjectKey key)
    {
        if (_jobs.Remove(key, out var job))
        {
            job.Timer?.Dispose();
        }
    }
}
