using BackupOperator;
using Microsoft.Extensions.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddBackupOperator();
await builder.Build().RunAsync();
