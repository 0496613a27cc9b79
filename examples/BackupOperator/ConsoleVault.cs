namespace BackupOperator;

/// <summary>A vault that only says what it would do.</summary>
public sealed class ConsoleVault : IVault
{
    public Task SealAsync(string archive, CancellationToken cancellation) => Console.Out.WriteLineAsync($"{archive} is sealed");

    public Task RemoveAsync(string archive, CancellationToken cancellation) => Console.Out.WriteLineAsync($"{archive} is gone");
}
