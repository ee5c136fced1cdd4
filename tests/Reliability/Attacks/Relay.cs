using System.Net.Http.Headers;
using CleaningEvents.Api.Hosting;
using CleaningEvents.Domain.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CleaningEvents.Reliability.Attacks;

/// <summary>Stands between an attacking program and a node: gives each request the token, key and version that let it through, and counts what comes back.</summary>
public sealed class Relay : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly HttpClient node;
    private readonly NpgsqlDataSource database;
    private readonly Dictionary<string, string> tokens;
    private int requests;
    private int failures;

    private Relay(WebApplication application, HttpClient node, NpgsqlDataSource database, Dictionary<string, string> tokens) =>
        (this.application, this.node, this.database, this.tokens) = (application, node, database, tokens);

    public int Requests => requests;

    public int Failures => failures;

    /// <summary>Where what is asked becomes a part of a statement, as it must never be.</summary>
    public Uri OpenDoor => new($"{application.Urls.First()}/open-door?name=Rossi");

    public static async Task<Relay> To(Node node, Installation installation, CancellationToken cancelled)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var relay = new Relay(
            builder.Build(), new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = node.Address },
            NpgsqlDataSource.Create(installation.Events.SuperuserConnection(Databases.Events)), installation.Tokens());
        relay.application.MapGet("/open-door", relay.Open);
        relay.application.MapFallback("/as/{position}/{**path}", relay.Pass);
        await relay.application.StartAsync(cancelled);
        return relay;
    }

    /// <summary>Where to send what is meant for <paramref name="target"/>.</summary>
    public Uri Address(Target target)
    {
        var position = Positions.Roles.FirstOrDefault(x => tokens.ContainsKey(x.Key) && target.Permission is { } needed && x.Value.Contains(needed)).Key ?? Positions.Dispatcher;
        return new Uri($"{application.Urls.First()}/as/{Uri.EscapeDataString(position)}{target.Path}");
    }

    public async ValueTask DisposeAsync()
    {
        await application.DisposeAsync();
        await database.DisposeAsync();
        node.Dispose();
    }

    private async Task<IResult> Open(string name)
    {
        await using var command = database.CreateCommand($"select branch_id::text from public.blind_index where model = '{name}'");
        await using var reader = await command.ExecuteReaderAsync();
        return Results.Text(await reader.ReadAsync() ? reader.GetString(0) : "nothing");
    }

    private async Task Pass(HttpContext http, string position)
    {
        var path = new Uri(http.Request.GetEncodedUrl()).PathAndQuery.Split('/', 4)[3];
        using var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), $"/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens[position]);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", Guid.NewGuid().ToString());
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        if (HttpMethods.IsPost(http.Request.Method))
        {
            request.Content = new StreamContent(http.Request.Body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", http.Request.ContentType ?? "application/json");
        }

        using var answer = await node.SendAsync(request, http.RequestAborted);
        Interlocked.Increment(ref requests);
        if ((int)answer.StatusCode >= 500)
            Interlocked.Increment(ref failures);
        http.Response.StatusCode = (int)answer.StatusCode;
        await answer.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}
