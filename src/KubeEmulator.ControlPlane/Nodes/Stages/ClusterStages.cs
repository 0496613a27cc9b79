using KubeEmulator.Objects;
using KubeEmulator.Runtime;

namespace KubeEmulator.Nodes.Stages;

/// <summary>
/// The Stages that a cluster plays: KWOK's, from files, from C#, or put into the cluster as objects where their
/// CustomResourceDefinition is there. A pod or node that a Stage matches is the Stages' from then on: no kubelet plays it too.
/// A pod that somebody deletes and no Stage matches is ended by its kubelet. Thread-safe.
/// </summary>
public sealed class ClusterStages : IControlPlaneComponent, IAsyncDisposable
{
    private readonly ClusterNodes? _nodes;
    private readonly Lock _lock = new();
    private volatile Stage[] _all = [];
    private volatile StagePlayer? _player;
    private ControlPlaneRuntime? _runtime;

    /// <summary>A component with Stages to begin with.</summary>
    /// <param name="stages">The Stages.</param>
    /// <param name="nodes">The simulated nodes; null where nodes are left to others: then the pods of all nodes are played.</param>
    public ClusterStages(IEnumerable<Stage> stages, ClusterNodes? nodes)
    {
        ArgumentNullException.ThrowIfNull(stages);
        _nodes = nodes;
        Set(stages);
        if (nodes is not null)
        {
            nodes.Stages = this;
        }
    }

    /// <inheritdoc/>
    public string Name => "kwok";

    /// <summary>All Stages, the oldest first.</summary>
    public IReadOnlyList<Stage> All => _all;

    /// <summary>The names of the Stages that were never played: most often their selector, or the kind they are for, is wrong.</summary>
    public IReadOnlyList<string> Unplayed => [.. _all.Where(s => s.Played == 0).Select(s => s.Name)];

    /// <summary>What went wrong while playing, as the Events of the objects say it too; the newest 100.</summary>
    public IReadOnlyList<string> Faults => _player?.Faults ?? [];

    /// <summary>Plays more Stages from now on; one of a name that is there already takes its place.</summary>
    public void Add(params IReadOnlyList<Stage> stages)
    {
        ArgumentNullException.ThrowIfNull(stages);
        Set(stages);
        Begin();
        _player?.StagesChanged();
    }

    /// <summary>Plays a Stage said in C#.</summary>
    /// <exception cref="StageException">Something of it cannot be read.</exception>
    public void Add(StageBuilder stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        Add(stage.Build());
    }

    /// <summary>Plays a Stage no more; false where there is none of the name.</summary>
    public bool Remove(string name)
    {
        lock (_lock)
        {
            var kept = Array.FindAll(_all, s => s.Name != name);
            if (kept.Length == _all.Length)
            {
                return false;
            }

            _all = kept;
        }

        _player?.StagesChanged();
        return true;
    }

    /// <summary>Throws where a Stage was never played.</summary>
    /// <exception cref="InvalidOperationException">The message names the Stages and what they are for.</exception>
    public void RequirePlays()
    {
        string[] unplayed = [.. _all.Where(s => s.Played == 0).Select(s => $"\"{s.Name}\" (for {s.Kind} of {s.ApiGroup}{(s.Plan.Selector is null ? ", without a selector, which selects nothing" : "")})")];
        if (unplayed.Length > 0)
        {
            throw new InvalidOperationException($"No object was played by the Stage {string.Join(", nor by ", unplayed)}.");
        }
    }

    /// <inheritdoc/>
    IAsyncDisposable IControlPlaneComponent.Start(ControlPlaneRuntime runtime)
    {
        _runtime = runtime;
        if (_all.Length > 0 || _nodes is null)
        {
            Begin();
        }

        return this;
    }

    /// <inheritdoc/>
    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        if (_player is not null)
        {
            await _player.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Begins to play, where nobody does yet: a cluster without Stages follows no log for them.</summary>
    internal void Begin()
    {
        lock (_lock)
        {
            if (_player is null && _runtime is not null)
            {
                _player = new StagePlayer(this, _runtime, _nodes?.Started);
            }
        }
    }

    /// <summary>Plays what another cluster plays; before the start.</summary>
    internal void TakeFrom(ClusterStages other) => _all = other._all;

    /// <summary>Whether an object is the Stages': one of them matches it, or has patched it before.</summary>
    internal bool Owns(KubeObject target)
    {
        var found = false;
        foreach (var stage in _all)
        {
            if (stage.Target.Kind == target.Kind && stage.ApiGroup == target.ApiVersion)
            {
                found = true;
                if (stage.Plan.Matches(target))
                {
                    return true;
                }
            }
        }

        return found && !target.Metadata.IsDeleting && StagePlayer.HasPlayed(target);
    }

    private void Set(IEnumerable<Stage> stages)
    {
        lock (_lock)
        {
            var all = _all.ToList();
            foreach (var stage in stages)
            {
                all.RemoveAll(s => s.Name == stage.Name);
                all.Add(stage);
            }

            _all = [.. all];
        }
    }
}
