using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Storage;

namespace KubeEmulator.Runtime;

/// <summary>
/// Runs the controllers of a cluster: one place in the change log for all of them, a queue for each. Each can be paused, stepped
/// once and resumed. Thread-safe; the controllers themselves run on the executor.
/// </summary>
public sealed class ControllerHost : IAsyncDisposable
{
    private readonly ClusterServices _services;
    private readonly SerialExecutor _executor;
    private readonly ControllerRunner[] _runners;
    private readonly Dictionary<GroupResource, Action<Change, Snapshot>[]> _interested = [];
    private readonly LogFollower _follower;
    private readonly long _settled;

    /// <param name="services">The cluster's parts.</param>
    /// <param name="executor">Where the controllers take turns.</param>
    /// <param name="quiet">What waits for them.</param>
    /// <param name="controllers">The controllers.</param>
    /// <param name="settled">The revision at which such controllers had come to rest, or 0.</param>
    internal ControllerHost(ClusterServices services, SerialExecutor executor, Quiet quiet, IEnumerable<Controller> controllers, long settled)
    {
        (_services, _executor, _settled) = (services, executor, settled);
        _runners = [.. controllers.Select(c => new ControllerRunner(c, services, executor))];
        _follower = new LogFollower(services.Store, executor, quiet, OnStart, OnChange);
    }

    /// <summary>How the controllers stand.</summary>
    public IReadOnlyList<ControllerState> States => [.. _runners.Select(r => r.State)];

    /// <summary>Begins with everything there is.</summary>
    public void Start() => _follower.Start();

    /// <summary>Stops a controller after its current reconcile; keys gather meanwhile.</summary>
    /// <exception cref="ArgumentException">No controller of that name runs.</exception>
    public Task PauseAsync(string name) => OnExecutorAsync(name, runner =>
    {
        runner.Pause();
        return ValueTask.FromResult(true);
    });

    /// <summary>Lets a paused controller go on.</summary>
    /// <exception cref="ArgumentException">No controller of that name runs.</exception>
    public Task ResumeAsync(string name) => OnExecutorAsync(name, runner =>
    {
        runner.Resume();
        return ValueTask.FromResult(true);
    });

    /// <summary>Makes a paused controller reconcile one key; false where none waits.</summary>
    /// <exception cref="ArgumentException">No controller of that name runs.</exception>
    public Task<bool> StepAsync(string name) => OnExecutorAsync(name, runner => runner.StepAsync());

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _follower.DisposeAsync();

    private void OnStart(Snapshot snapshot)
    {
        foreach (var runner in _runners)
        {
            // No other state ever has this revision: a restored one gets a higher.
            if (snapshot.Revision != _settled || !runner.Controller.IsForgetful)
            {
                runner.Start(snapshot);
            }
        }
    }

    private void OnChange(Change change)
    {
        var snapshot = _services.Store.Current;
        foreach (var look in InterestedIn(change.Key.Resource))
        {
            look(change, snapshot);
        }
    }

    // A cluster has dozens of controllers, and most changes matter to few of them.
    private Action<Change, Snapshot>[] InterestedIn(GroupResource resource)
    {
        if (!_interested.TryGetValue(resource, out var interested))
        {
            _interested[resource] = interested = [.. _runners.Where(r => r.Follows(resource)).Select(r => (Action<Change, Snapshot>)r.OnChange)];
        }

        return interested;
    }

    private async Task<bool> OnExecutorAsync(string name, Func<ControllerRunner, ValueTask<bool>> act)
    {
        var runner = _runners.FirstOrDefault(r => r.Controller.Name == name)
            ?? throw new ArgumentException($"No controller is called \"{name}\". There are: {string.Join(", ", _runners.Select(r => r.Controller.Name))}.", nameof(name));
        return await _executor.RunAsync(() => act(runner)).ConfigureAwait(false);
    }
}
