namespace KubeOpsOperator;

/// <summary>A billing system that only says what it would do.</summary>
public sealed class ConsoleBilling : IBilling
{
    public async Task<string> OpenAsync(string tenant, string owner, CancellationToken cancellation)
    {
        await Console.Out.WriteLineAsync($"{owner} pays for {tenant}").ConfigureAwait(false);
        return $"account-{tenant}";
    }

    public Task CloseAsync(string tenant, CancellationToken cancellation) => Console.Out.WriteLineAsync($"nobody pays for {tenant}");
}
