namespace BackupOperator.Tests;

/// <summary>A vault in memory that may be out of order.</summary>
internal sealed class RecordedVault : IVault
{
    private readonly Lock _lock = new();
    private readonly List<string> _archives = [];

    public IReadOnlyList<string> Archives
    {
        get
        {
            lock (_lock)
            {
                return [.. _archives];
            }
        }
    }

    public bool IsDown { get; set; }

    public Task SealAsync(string archive, CancellationToken cancellation) => Do(() =>
    {
        if (!_archives.Contains(archive))
        {
            _archives.Add(archive);
        }
    });

    public Task RemoveAsync(string archive, CancellationToken cancellation) => Do(() => _archives.Remove(archive));

    private Task Do(Action action)
    {
        if (IsDown)
        {
            throw new HttpRequestException("the vault is down");
        }

        lock (_lock)
        {
            action();
        }

        return Task.CompletedTask;
    }
}
