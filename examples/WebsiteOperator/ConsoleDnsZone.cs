namespace WebsiteOperator;

/// <summary>A zone that only says what it would do.</summary>
public sealed class ConsoleDnsZone : IDnsZone
{
    public Task PointAsync(string host, string target, CancellationToken cancellation) => Console.Out.WriteLineAsync($"{host} -> {target}");

    public Task RemoveAsync(string host, CancellationToken cancellation) => Console.Out.WriteLineAsync($"{host} is free");
}
