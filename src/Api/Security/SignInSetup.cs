using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Factors;
using CleaningEvents.Api.Security.Issuer;
using CleaningEvents.Api.Security.Pages;
using CleaningEvents.Api.Security.Passwords;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace CleaningEvents.Api.Security;

/// <summary>How people sign in and how requests prove who sent them.</summary>
public static class SignInSetup
{
    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IssuerKeys>();
        builder.Services.AddSingleton(new Throttle(TimeProvider.System)).AddSingleton<Guesses>();
        builder.Services.AddSingleton(PasswordProfile.In(builder.Configuration)).AddSingleton<PasswordPolicy>().AddSingleton<PasswordChanges>();
        builder.Services.AddSingleton<PasswordHashing>().AddSingleton<Credentials>().AddSingleton<Enrolments>();
        builder.Services.AddSingleton<TotpSecrets>().AddSingleton<Passkeys>().AddSingleton<RecoveryCodes>().AddSingleton<SecondFactorProofs>();
        builder.Services.AddSingleton<SignInAttempts>().AddSingleton<SignInRecords>().AddSingleton<SignInCompletion>().AddSingleton<Doorkeeper>();
        builder.Services.AddSingleton<Identities>().AddSingleton<Visitors>().AddSingleton<VisitorCommands>();
        builder.Services.AddSingleton<Sessions>().AddSingleton<Devices>();
        AddFormsAndCookies(builder.Services, builder.Environment.IsDevelopment());
        AddBearer(builder);
        AddCors(builder.Services, builder.Configuration.GetSection("Cors:Origins").Get<string[]>() ?? []);
    }

    /// <summary>Maps the embedded issuer's doors, unless the company has its own.</summary>
    public static void MapSignIn(this WebApplication app)
    {
        if (ExternalIssuer.In(app.Configuration) is not null)
            return;

        var doors = app.MapGroup("").WithMetadata(new OpenToEverybodyAttribute("Here people prove who they are.")).ExcludeFromDescription();
        doors.MapConnect();
        doors.MapSignInPage();
        doors.MapSecondFactorPage();
        doors.MapEnrolPage();
        doors.MapAccountPage();
        doors.MapAddFactorPage();
        doors.MapPasswordPage();
    }

    private static void AddBearer(WebApplicationBuilder builder)
    {
        builder.Services.AddHttpContextAccessor().AddSingleton<IAuthenticationSchemeProvider, SchemesByPath>();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        var bearer = builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme);
        if (ExternalIssuer.In(builder.Configuration) is null)
        {
            builder.AddIssuer();
            bearer.Configure<IssuerKeys, IConfiguration>(AccessTokens.Require);
        }
        else
        {
            builder.Services.AddSingleton<ExternalIdentities>();
            bearer.Configure<IConfiguration, IHostEnvironment>(ExternalTokens.Require);
        }
    }

    private static void AddFormsAndCookies(IServiceCollection services, bool isDevelopment)
    {
        // Browsers take __Host- cookies over https only, which Development does without.
        var prefix = isDevelopment ? "" : "__Host-";
        var secure = isDevelopment ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;

        services.AddDataProtection().SetApplicationName("cleaning-events");
        services.AddOptions<KeyManagementOptions>().Configure<IssuerKeys, ILoggerFactory>((x, keys, log) =>
            x.XmlRepository = new FileSystemXmlRepository(keys.Folder, log));
        services.AddAntiforgery(x =>
        {
            x.Cookie.Name = $"{prefix}cleaning-form";
            x.Cookie.SecurePolicy = secure;
            x.Cookie.SameSite = SameSiteMode.Strict;
        });
        services.AddAuthentication().AddCookie(x =>
        {
            x.TimeProvider = TimeProvider.System;
            x.Cookie.Name = $"{prefix}cleaning-session";
            x.Cookie.SecurePolicy = secure;
            // Front ends of other sites send people here by a link, which Strict would not follow with the cookie.
            x.Cookie.SameSite = SameSiteMode.Lax;
            x.Cookie.HttpOnly = true;
            x.Cookie.Path = "/";
            x.ExpireTimeSpan = IssuerSetup.LongestSession;
            x.SlidingExpiration = false;
        });
    }

    private static void AddCors(IServiceCollection services, string[] origins) => services.AddCors(x => x.AddDefaultPolicy(policy => policy
        .WithOrigins(origins).AllowAnyHeader().AllowAnyMethod()
        .WithExposedHeaders("ETag", "Location", "WWW-Authenticate", LogPosition.Header)));
}
