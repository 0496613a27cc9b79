namespace KubeEmulator.Nodes;

/// <summary>
/// Who waits for nodes that were just created to have their kubelets, which come when the kubelets' host sees the objects in the change
/// log. Nobody waits longer than the host follows it. Thread-safe.
/// </summary>
internal sealed class NodeArrivals
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, TaskCompletionSource> _awaited = new(StringComparer.Ordinal);
    private bool _ended;

    /// <summary>Completes when all these nodes have come, or never will.</summary>
    /// <param name="names">The nodes.</param>
    /// <param name="isThere">Whether a node has come already; what it looks at is written before <see cref="Came"/> is called.</param>
    public Task Of(IReadOnlyList<string> names, Func<string, bool> isThere)
    {
        lock (_lock)
        {
            return Task.WhenAll(names.Where(name => !_ended && !isThere(name)).Select(Awaited).ToArray());
        }
    }

    /// <summary>A node has come.</summary>
    public void Came(string name)
    {
        lock (_lock)
        {
            if (_awaited.Remove(name, out var waiting))
            {
                waiting.SetResult();
            }
        }
    }

    /// <summary>What is not there by now will not come: the past has been left out, or nobody follows it any more.</summary>
    /// <param name="forGood">Whether it is the end.</param>
    public void GiveUp(bool forGood)
    {
        lock (_lock)
        {
            _ended |= forGood;
            foreach (var waiting in _awaited.Values)
            {
                waiting.SetResult();
            }

            _awaited.Clear();
        }
    }

    private Task Awaited(string name)
    {
        if (!_awaited.TryGetValue(name, out var waiting))
        {
            _awaited[name] = waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return waiting.Task;
    }
}
